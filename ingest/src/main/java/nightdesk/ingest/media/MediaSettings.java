package nightdesk.ingest.media;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The largest media taken.
 *
 * @param maxImage a picture
 * @param maxVoice a voice message
 * @param maxVideo a video
 * @param maxFile any other file
 */
@ConfigurationProperties("nightdesk.media")
record MediaSettings(
        @DefaultValue("20MB") DataSize maxImage,
        @DefaultValue("20MB") DataSize maxVoice,
        @DefaultValue("200MB") DataSize maxVideo,
        @DefaultValue("200MB") DataSize maxFile) {

    long limit(String kind) {
        DataSize size =
                switch (kind) {
                    case "image" -> maxImage;
                    case "voice" -> maxVoice;
                    case "video" -> maxVideo;
                    default -> maxFile;
                };
        return size.toBytes();
    }
}
