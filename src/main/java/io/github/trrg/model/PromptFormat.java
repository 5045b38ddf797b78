package io.github.trrg.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.github.trrg.common.TrrgException;

/**
 * How families of language models were taught to be asked [published with the models]. The chat templates in model folders are programs and never
 * run; they are only looked at to tell the family.
 */
public enum PromptFormat {

	/** For models that were not taught to chat; the sentence is that of R2GenGPT [field]. */
	PLAIN("Human: %s\nAssistant:", "", List.of()),
	VICUNA("A chat between a curious user and an artificial intelligence assistant. The assistant gives helpful, detailed, and polite answers to the user's " +
		"questions. USER: %s ASSISTANT:", "", List.of("USER:", "ASSISTANT:")),
	/** Llama 2 chat. */
	LLAMA2("[INST] %s [/INST]", "", List.of("[INST]", "<<SYS>>")),
	/** Llama 3 instruct. */
	LLAMA3("<|start_header_id|>user<|end_header_id|>\n\n%s<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n", "<|eot_id|>",
		List.of("<|start_header_id|>")),
	/** Mistral instruct. */
	MISTRAL("[INST] %s [/INST]", "", List.of("[INST]")),
	/** Qwen and others (ChatML). */
	CHATML("<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\n%s<|im_end|>\n<|im_start|>assistant\n", "<|im_end|>",
		List.of("<|im_start|>")),
	/** TinyLlama chat. */
	ZEPHYR("<|user|>\n%s</s>\n<|assistant|>\n", "", List.of("<|user|>"));

	/** As the option names it: look at the model folder. */
	public static final String AUTO = "auto";

	private static final String QUESTION = "<Img>{visual}</Img> <Clue>{clues}</Clue> Possible findings: {findings}. {indication} Generate a comprehensive" +
		" and detailed diagnosis report for this chest xray image.";
	/** From the most telling. */
	private static final List<PromptFormat> ORDER = List.of(CHATML, LLAMA3, ZEPHYR, LLAMA2, MISTRAL, VICUNA);

	private final String frame;
	private final String end;
	private final List<String> marks;

	PromptFormat(final String frame, final String end, final List<String> marks) {
		this.frame = frame;
		this.end = end;
		this.marks = marks;
	}

	/** The text of {@code prompt.txt}. */
	String template() {
		return String.format(frame, QUESTION);
	}

	/** Special token that ends an answer, empty for the usual end of a text. */
	String end() {
		return end;
	}

	/**
	 * @param name as {@link #toString}, or {@link #AUTO}
	 * @param chatTemplate the template of the folder, empty if there is none
	 * @param title name of the model
	 * @throws TrrgException if there is no format of that name
	 */
	static PromptFormat of(final String name, final String chatTemplate, final String title) {
		if (name.strip().equalsIgnoreCase(AUTO)) return guess(chatTemplate, title.toLowerCase(Locale.ROOT));
		return Arrays.stream(values()).filter(format -> format.toString().equalsIgnoreCase(name.strip())).findFirst().orElseThrow(() -> new TrrgException(
			"Unknown prompt format \"" + name + "\": use " + AUTO + ", " + Arrays.stream(values()).map(PromptFormat::toString).collect(Collectors.joining(", ")) + "."));
	}

	private static PromptFormat guess(final String chatTemplate, final String title) {
		if (title.contains("vicuna")) return VICUNA; // some of its folders have the template of Llama 2
		for (final PromptFormat format : ORDER)
			if (format.marks.stream().allMatch(chatTemplate::contains)) return format;
		return PLAIN;
	}

	/** As users write it. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
