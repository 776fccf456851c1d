package nightdesk.dashboard.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Tells how far a file is: a bar that moves on a terminal, a line now and then elsewhere. */
final class Progress {
    private static final int WIDTH = 24;
    private static final long LINE_EVERY = Duration.ofSeconds(5).toNanos();

    private final PrintWriter out;
    private final boolean terminal;
    private final long begun = System.nanoTime();
    private long told = begun;
    private int longest;

    Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(ImportTarget.Job job) {
        long now = System.nanoTime();
        if (!terminal && now - told < LINE_EVERY) {
            return;
        }
        told = now;
        String line = line(job, (now - begun) / 1e9);
        if (terminal) {
            longest = Math.max(longest, line.length());
            out.print("\r" + line + " ".repeat(longest - line.length()));
            out.flush();
        } else {
            out.println(line);
        }
    }

    /** Leaves the bar's line. */
    void end() {
        if (terminal && longest > 0) {
            out.println();
        }
    }

    static String line(ImportTarget.Job job, double seconds) {
        double share = job.bytesTotal() == 0 ? 0 : Math.min(1.0, (double) job.bytesRead() / job.bytesTotal());
        int full = (int) Math.round(share * WIDTH);
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %3d%%  %,d 条  %,.0f 条/秒  %s",
                job.fileName(),
                "#".repeat(full),
                ".".repeat(WIDTH - full),
                (int) (share * 100),
                job.read(),
                seconds > 0 ? job.read() / seconds : 0,
                remaining(share, seconds));
    }

    private static String remaining(double share, double seconds) {
        if (share <= 0.01 || share >= 1) {
            return "";
        }
        long left = Math.round(seconds / share * (1 - share));
        return String.format(Locale.ROOT, "还需 %d:%02d", left / 60, left % 60);
    }
}
