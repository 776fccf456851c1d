package nightdesk.dashboard.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code java -jar nightdesk.jar} does when it is given a command; without one it starts the server. */
@Command(
        name = "java -jar nightdesk.jar",
        description = {"夜班台。不带命令时启动服务；带命令时执行后退出。", ""},
        mixinStandardHelpOptions = true,
        version = "nightdesk",
        subcommands = {ImportCommand.class, EvalCommand.class})
public final class CommandLineTool {
    private static final Set<String> COMMANDS = Set.of("import", "eval", "help", "--help", "-h", "--version", "-V");

    /** Returns the exit code of the command that the arguments name, or null when they name none. */
    public static @Nullable Integer run(String... args) {
        if (args.length == 0 || !COMMANDS.contains(args[0])) {
            return null;
        }
        return run(writer(System.out), writer(System.err), args);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        String[] asked = "help".equals(args[0]) ? new String[] {"--help"} : args;
        return new CommandLine(new CommandLineTool())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(CommandLineTool::misused)
                .execute(asked);
    }

    private static int misused(CommandLine.ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        command.getErr().println("参数有误：" + mistake.getMessage());
        command.usage(command.getErr());
        return ExitCode.USAGE.code();
    }
}
