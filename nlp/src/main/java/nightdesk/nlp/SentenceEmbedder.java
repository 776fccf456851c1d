package nightdesk.nlp;

import java.util.List;

/** Turns sentences into vectors whose dot product is their likeness. Blocking and CPU-bound: call it on its own scheduler. */
public interface SentenceEmbedder {

    /** Returns one unit vector of 512 floats for each text, in order. */
    List<float[]> embed(List<String> texts);

    /** Returns the name and version of the model, as stored beside each decision. */
    String model();
}
