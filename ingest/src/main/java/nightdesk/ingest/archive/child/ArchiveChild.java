package nightdesk.ingest.archive.child;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Main class of the child: answers requests from standard input on standard output, one at a time, until the input ends
 * or its parent does.
 */
public final class ArchiveChild {
    private ArchiveChild() {}

    /** Runs until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        serve(new NativeSdk());
    }

    /** Serves this library on the process's own pipes. */
    public static void serve(Sdk sdk) throws IOException {
        InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        endWithParent();
        try {
            serve(sdk, in, out);
        } catch (EOFException e) {
            // The parent has gone or wants no more.
        }
        Runtime.getRuntime().halt(0);
    }

    /** A child that hangs inside the library does not see its input end. */
    private static void endWithParent() {
        ProcessHandle parent = ProcessHandle.current().parent().orElse(null);
        if (parent == null) {
            return;
        }
        Thread watch = new Thread(
                () -> {
                    parent.onExit().join();
                    Runtime.getRuntime().halt(3);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /**
     * Answers every request of a stream.
     *
     * @throws EOFException when it ends
     */
    static void serve(Sdk sdk, InputStream in, OutputStream out) throws IOException {
        while (true) {
            Frame request = Frames.read(in);
            Frames.write(out, answer(sdk, request));
        }
    }

    private static Frame answer(Sdk sdk, Frame request) {
        try {
            Sdk.Answer answer = perform(sdk, request);
            return new Frame(request.id(), answer.code(), answer.fields());
        } catch (Sdk.LibraryMissing e) {
            return Frame.of(request.id(), Frame.NO_LIBRARY, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return Frame.of(request.id(), Frame.BAD_REQUEST, e.getClass().getSimpleName());
        }
    }

    private static Sdk.Answer perform(Sdk sdk, Frame request) {
        return switch (request.code()) {
            case Frame.OPEN -> sdk.open(request.text(0), request.text(1), request.text(2));
            case Frame.PULL ->
                sdk.pull(Long.parseUnsignedLong(request.text(0)), Integer.parseInt(request.text(1)), network(request));
            case Frame.DECRYPT -> sdk.decrypt(request.text(0), request.text(1));
            case Frame.MEDIA -> sdk.media(request.text(0), request.text(1), network(request));
            default ->
                new Sdk.Answer(
                        Frame.BAD_REQUEST, List.of(("operation " + request.code()).getBytes(StandardCharsets.UTF_8)));
        };
    }

    private static Sdk.Network network(Frame request) {
        return new Sdk.Network(request.text(2), request.text(3), Integer.parseInt(request.text(4)));
    }
}
