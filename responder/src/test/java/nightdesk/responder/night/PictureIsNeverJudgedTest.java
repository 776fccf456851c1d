package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PictureIsNeverJudgedTest {
    private final Policy policy = new PictureIsNeverJudged();

    @Test
    void saysThatADoctorMustLook() {
        assertThat(Scene.nothing().sends("image", "[图片]").saidBy(policy).text()).contains("面诊");
        Scene scene = Scene.nothing().afterPicture().says("你看看我适合割多宽的");
        assertThat(scene.saidBy(policy).text()).contains("医生", "不能根据照片");
    }

    @Test
    void passesOn_whenSomethingElseIsAsked() {
        assertThat(Scene.nothing().afterPicture().says("几点开门").isPassedOnBy(policy))
                .isTrue();
    }
}
