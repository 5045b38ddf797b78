package io.github.trrg.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers are read of every file of a folder, so that no damage may stop or hang the search. */
class DicomTagsTest {

	private static final int UNDEFINED = -1;

	@TempDir
	private Path folder;
	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	/** Lengths have no sign; −12 of a signed one would lead back to the beginning of its element. */
	@ParameterizedTest
	@ValueSource(ints = { Integer.MAX_VALUE, Integer.MIN_VALUE, -12, -2, 1000 })
	void whatComesBeforeAnImpossibleLengthIsRead(final int length) throws Exception {
		begin();
		element(0x0020, 0x4000, "UN", length);
		element(0x0020, 0x0060, "UT", 0);
		assertRead();
	}

	@Test
	void whatComesBeforeSequencesInsideEachOtherIsRead() throws Exception {
		begin();
		while (bytes.size() < 1 << 20) {
			element(0x0040, 0x0275, "SQ", UNDEFINED);
			bytes.writeBytes(little(8).putShort((short) 0xfffe).putShort((short) 0xe000).putInt(UNDEFINED).array());
		}
		assertRead();
	}

	private void assertRead() throws Exception {
		final Path file = Files.write(folder.resolve("damaged"), bytes.toByteArray());
		// Not a matter of speed: a search that goes round in a circle never ends.
		assertEquals(Optional.of("PA"), assertTimeoutPreemptively(Duration.ofMinutes(1), () -> DicomTags.read(file).orElseThrow().value(DicomTags.Tag.VIEW_POSITION)));
	}

	/** Preamble, transfer syntax and view position. */
	private void begin() {
		bytes.writeBytes(new byte[128]);
		text("DICM");
		bytes.writeBytes(little(8).putShort((short) 0x0002).putShort((short) 0x0010).put((byte) 'U').put((byte) 'I').putShort((short) 20).array());
		text("1.2.840.10008.1.2.1\0");
		bytes.writeBytes(little(8).putShort((short) 0x0018).putShort((short) 0x5101).put((byte) 'C').put((byte) 'S').putShort((short) 2).array());
		text("PA");
	}

	private void element(final int group, final int element, final String type, final int length) {
		bytes.writeBytes(little(4).putShort((short) group).putShort((short) element).array());
		text(type);
		bytes.writeBytes(little(6).putShort((short) 0).putInt(length).array());
	}

	private void text(final String text) {
		bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static ByteBuffer little(final int size) {
		return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
	}
}
