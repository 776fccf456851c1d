package nightdesk.ingest.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the library's process is started: the Java of this process, the classes of this process, another main class. In
 * the packaged jar the classes lie in nested jars, which Spring Boot's PropertiesLauncher opens for {@code loader.main};
 * on a plain class path the main class is called directly (docs/adr/0012).
 */
final class ChildCommand {
    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private ChildCommand() {}

    /**
     * Returns the command line.
     *
     * @param temporary where JNA unpacks its stub; must allow execution
     */
    static List<String> of(String mainClass, Path temporary) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx256m",
                // Large pulls overflow the default stack inside the library.
                "-Xss8m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // A dump would hold chats.
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+SuppressFatalErrorMessage",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary,
                "-Djna.tmpdir=" + temporary));
        if (inPackagedJar()) {
            command.addAll(List.of("-Dloader.main=" + mainClass, "-cp", classPath(), LAUNCHER));
        } else {
            command.addAll(List.of("-cp", classPath(), mainClass));
        }
        return List.copyOf(command);
    }

    private static String classPath() {
        return System.getProperty("java.class.path", "");
    }

    private static boolean inPackagedJar() {
        return ClassLoader.getSystemResource(LAUNCHER.replace('.', '/') + ".class") != null;
    }
}
