package nightdesk.nlp.embedding;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps ONNX Runtime's native libraries in a folder of ours, unpacked once. On its own it unpacks 23 MB into the
 * temporary folder at every start and leaves a directory behind.
 */
final class NativeLibraries {
    private static final String PATH = "onnxruntime.native.path";
    private static final List<String> LINUX = List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");

    private NativeLibraries() {}

    /** Unpacks where the platform is known, and tells ONNX Runtime; elsewhere, or if told already, leaves it alone. */
    static void unpackInto(Path folder) {
        Optional<String> platform = platform();
        if (platform.isEmpty() || System.getProperty(PATH) != null) {
            return;
        }
        String version = Optional.ofNullable(OrtEnvironment.class.getPackage().getImplementationVersion())
                .orElse("1");
        Path target = folder.resolve("onnxruntime-" + version + "-" + platform.get());
        try {
            Files.createDirectories(target);
            for (String library : LINUX) {
                unpack("/ai/onnxruntime/native/" + platform.get() + "/" + library, target.resolve(library));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the native libraries cannot be unpacked into " + target, e);
        }
        System.setProperty(PATH, target.toAbsolutePath().toString());
    }

    private static Optional<String> platform() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return Optional.empty();
        }
        return switch (System.getProperty("os.arch", "")) {
            case "amd64", "x86_64" -> Optional.of("linux-x64");
            case "aarch64" -> Optional.of("linux-aarch64");
            default -> Optional.empty();
        };
    }

    /** A file that exists is whole: it appears under its name only when it is written to the end. */
    private static void unpack(String resource, Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path part = Files.createTempFile(file.getParent(), "unpack", ".part");
        try (InputStream in = NativeLibraries.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("not on the class path: " + resource);
            }
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
