package nightdesk.ingest.wechat;

import java.nio.charset.Charset;
import java.nio.file.Path;

/**
 * What is known of a job's file once it was looked through; kept as JSON, so that a job that goes on after a crash need
 * not look through it again, and repaired lines are understood as the file was.
 *
 * @param explained one sentence for the user
 * @param opening what stands before the first record
 * @param repaired whether the file is made of repaired lines
 */
record OpenedFile(
        String charset,
        int bom,
        boolean damaged,
        long size,
        String sha256,
        String format,
        String explained,
        Survey survey,
        String opening,
        boolean repaired) {

    static OpenedFile of(ExportFormats.Recognised found, Survey survey, String opening) {
        ExportFile file = found.file();
        return new OpenedFile(
                file.charset().name(),
                file.bom(),
                file.damaged(),
                file.size(),
                file.sha256(),
                found.format().code(),
                found.explained(),
                survey,
                opening,
                false);
    }

    /** Returns the same for a file of repaired lines. */
    OpenedFile repaired(ExportFile file, String original) {
        return new OpenedFile(
                file.charset().name(),
                file.bom(),
                file.damaged(),
                file.size(),
                original,
                format,
                "修好的被拒行，原格式：" + explained,
                survey,
                opening,
                true);
    }

    ExportFile at(Path path) {
        return new ExportFile(path, Charset.forName(charset), bom, damaged, size, sha256);
    }

    ExportFormat reader() {
        ExportFormat named = ExportFormats.named(format);
        return repaired ? named.repaired() : named;
    }
}
