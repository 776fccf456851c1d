package nightdesk.ingest;

import nightdesk.ingest.archive.ArchiveConfiguration;
import nightdesk.ingest.contact.ContactConfiguration;
import nightdesk.ingest.crm.CrmConfiguration;
import nightdesk.ingest.embedded.ServersConfiguration;
import nightdesk.ingest.gateway.GatewayConfiguration;
import nightdesk.ingest.group.GroupConfiguration;
import nightdesk.ingest.identity.IdentityConfiguration;
import nightdesk.ingest.kafka.KafkaConfiguration;
import nightdesk.ingest.kf.KfConfiguration;
import nightdesk.ingest.media.MediaConfiguration;
import nightdesk.ingest.stage.StageConfiguration;
import nightdesk.ingest.store.StoreConfiguration;
import nightdesk.ingest.wechat.WechatConfiguration;
import nightdesk.ingest.wecom.WecomConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the ingest module: servers, log, store, stages and channels. */
@Configuration(proxyBeanMethods = false)
@Import({
    ServersConfiguration.class,
    KafkaConfiguration.class,
    StoreConfiguration.class,
    GroupConfiguration.class,
    ContactConfiguration.class,
    StageConfiguration.class,
    WecomConfiguration.class,
    MediaConfiguration.class,
    KfConfiguration.class,
    IdentityConfiguration.class,
    CrmConfiguration.class,
    ArchiveConfiguration.class,
    GatewayConfiguration.class,
    WechatConfiguration.class
})
public class IngestModule {}
