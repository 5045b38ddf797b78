package io.github.trrg.common;

/**
 * An error a user can cause or mend. The message says what happened, to which file or field, and
 * what to do; it is shown as it stands, without a stack trace.
 */
public class TrrgException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public TrrgException(final String message) {
		super(message);
	}

	public TrrgException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
