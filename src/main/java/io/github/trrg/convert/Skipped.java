package io.github.trrg.convert;

/** Says why a study or an image cannot be taken. */
final class Skipped extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Reason reason;

	Skipped(final Reason reason, final String detail) {
		super(detail, null, false, false); // many are thrown, and nobody looks at their stack
		this.reason = reason;
	}

	Reason reason() {
		return reason;
	}
}
