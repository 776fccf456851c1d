package nightdesk.ingest.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A customer as {@code externalcontact/get} tells (WeCom document 92114).
 *
 * @param asOf when WeCom was asked
 */
record Contact(String account, String externalUserId, Profile profile, List<Follow> follows, Instant asOf) {

    /**
     * Who it is.
     *
     * @param type 1 WeChat, 2 WeCom, 0 not told
     * @param gender 0 unknown, 1 male, 2 female
     */
    record Profile(
            String name,
            String avatar,
            int type,
            int gender,
            @Nullable String unionid,
            String corpName) {

        boolean isBlank() {
            return name.isEmpty() && avatar.isEmpty() && unionid == null;
        }

        /** Returns this, with what it does not tell taken from an earlier telling. */
        Profile over(Profile earlier) {
            return new Profile(
                    name.isEmpty() ? earlier.name : name,
                    avatar.isEmpty() ? earlier.avatar : avatar,
                    type == 0 ? earlier.type : type,
                    gender == 0 ? earlier.gender : gender,
                    unionid == null ? earlier.unionid : unionid,
                    corpName.isEmpty() ? earlier.corpName : corpName);
        }

        static Profile of(JsonNode node) {
            String unionid = node.path("unionid").asString("");
            return new Profile(
                    node.path("name").asString(""),
                    node.path("avatar").asString(""),
                    node.path("type").asInt(0),
                    node.path("gender").asInt(0),
                    unionid.isEmpty() ? null : unionid,
                    node.path("corp_name").asString(""));
        }
    }

    /** What one staff member wrote down about the customer. */
    record Follow(
            String userId,
            String remark,
            String description,
            String company,
            List<String> mobiles,
            int addWay,
            String state,
            String operUserId,
            @Nullable Instant since,
            List<Tag> tags) {

        static Follow of(JsonNode node) {
            List<Tag> tags = new ArrayList<>();
            node.path("tags").forEach(tag -> tags.add(Tag.of(tag)));
            node.path("tag_id").forEach(id -> tags.add(new Tag(id.asString(""), "", "", Tag.CORP)));
            long since = node.path("createtime").asLong(0);
            return new Follow(
                    node.path("userid").asString(""),
                    node.path("remark").asString(""),
                    node.path("description").asString(""),
                    node.path("remark_corp_name")
                            .asString(node.path("remark_company").asString("")),
                    strings(node.path("remark_mobiles")),
                    node.path("add_way").asInt(0),
                    node.path("state").asString(""),
                    node.path("oper_userid").asString(""),
                    since <= 0 ? null : Instant.ofEpochSecond(since),
                    List.copyOf(tags));
        }

        /** Returns whether a page of the batch, which knows no personal tags and no names of tags, tells the same. */
        boolean looksLike(Follow other) {
            return remark.equals(other.remark)
                    && description.equals(other.description)
                    && mobiles.equals(other.mobiles)
                    && state.equals(other.state)
                    && addWay == other.addWay
                    && tagIds(tags).equals(tagIds(other.tags));
        }

        private static Set<String> tagIds(List<Tag> tags) {
            Set<String> ids = new TreeSet<>();
            tags.stream().filter(tag -> !tag.id().isEmpty()).forEach(tag -> ids.add(tag.id()));
            return ids;
        }
    }

    /**
     * @param id empty for a personal tag
     * @param type 1 corp tag, 2 personal, 3 rule group
     */
    record Tag(String id, String name, String group, int type) {
        static final int CORP = 1;

        static Tag of(JsonNode node) {
            return new Tag(
                    node.path("tag_id").asString(""),
                    node.path("tag_name").asString(""),
                    node.path("group_name").asString(""),
                    node.path("type").asInt(CORP));
        }
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(item -> {
            if (!item.asString("").isBlank()) {
                strings.add(item.asString("").strip());
            }
        });
        return List.copyOf(strings);
    }
}
