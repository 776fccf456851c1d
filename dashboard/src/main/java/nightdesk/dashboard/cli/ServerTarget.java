package nightdesk.dashboard.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nightdesk.ingest.Json;
import nightdesk.ingest.PermanentFailure;

/** A running server, over its public API with a token. */
final class ServerTarget implements ImportTarget {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final URI server;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    ServerTarget(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /** The part of a problem that says what to do. */
    private record Problem(String title, String detail) {}

    @Override
    public Job run(Path file, Settings settings, Consumer<Job> eye) throws NoServer {
        try {
            Job begun = upload(file, settings);
            follow(begun, eye);
            Job job = get(begun.id());
            while ("running".equals(job.state())) {
                follow(job, eye);
                job = get(begun.id());
            }
            eye.accept(job);
            return job;
        } catch (FileNotFoundException e) {
            throw new Refused("文件不存在");
        } catch (IOException e) {
            throw new NoServer("连不上服务 " + server + "（" + e.getClass().getSimpleName() + "）");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoServer("已中断；任务在服务上继续");
        }
    }

    private Job upload(Path file, Settings settings) throws IOException, InterruptedException, NoServer {
        String boundary = "nightdesk-" + UUID.randomUUID();
        HttpRequest request = request("/api/imports")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(form(boundary, file, fields(settings)))
                .build();
        return Json.read(answer(http.send(request, BodyHandlers.ofString())), Job.class);
    }

    private static Map<String, String> fields(Settings settings) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("dryRun", String.valueOf(settings.dryRun()));
        fields.put("format", settings.format());
        fields.put("owner", settings.owner());
        if (settings.timezone() != null) {
            fields.put("timezone", settings.timezone());
        }
        if (settings.exportedBy() != null) {
            fields.put("exportedBy", settings.exportedBy());
        }
        if (settings.legalBasis() != null) {
            fields.put("legalBasis", settings.legalBasis());
        }
        return fields;
    }

    private static BodyPublisher form(String boundary, Path file, Map<String, String> fields)
            throws FileNotFoundException {
        StringBuilder head = new StringBuilder();
        fields.forEach((name, value) -> head.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n")
                .append(value)
                .append("\r\n"));
        String name = String.valueOf(file.getFileName()).replace("\"", "_");
        head.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                .append(name)
                .append("\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        return BodyPublishers.concat(
                BodyPublishers.ofString(head.toString()),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    }

    /** Reads the events of a job; when they break off, the caller asks how it stands and comes back. */
    private void follow(Job job, Consumer<Job> eye) throws IOException, InterruptedException, NoServer {
        HttpRequest request = request("/api/imports/" + job.id() + "/events")
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<Stream<String>> events = http.send(request, BodyHandlers.ofLines());
        if (events.statusCode() != 200) {
            throw new NoServer("服务回答 " + events.statusCode());
        }
        try (Stream<String> lines = events.body()) {
            lines.filter(line -> line.startsWith("data:"))
                    .map(line -> Json.read(line.substring("data:".length()), Job.class))
                    .forEach(eye);
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Job get(String id) throws IOException, InterruptedException, NoServer {
        HttpRequest request = request("/api/imports/" + id).build();
        return Json.read(answer(http.send(request, BodyHandlers.ofString())), Job.class);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private static String answer(HttpResponse<String> response) throws NoServer {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return response.body();
        }
        if (status == 401 || status == 403) {
            throw new NoServer("服务不接受这个令牌（" + status + "）：请在 NIGHTDESK_TOKEN 里给出有 import 权限的令牌");
        }
        if (status >= 500) {
            throw new NoServer("服务出错（" + status + "）");
        }
        throw new Refused(detail(response.body()));
    }

    private static String detail(String body) {
        try {
            return Json.read(body, Problem.class).detail();
        } catch (PermanentFailure e) {
            return "服务拒绝了这个文件";
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
