package nightdesk.responder.welcome;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The words of welcome.
 *
 * @param enabled whether anybody is greeted
 * @param day the words by day; empty = none
 * @param night the words at night; empty = none
 */
@ConfigurationProperties("nightdesk.welcome")
record WelcomeSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("") String day,
        @DefaultValue("") String night) {}
