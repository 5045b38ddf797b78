package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.trrg.TinyModel;
import io.github.trrg.Trrg;
import io.github.trrg.common.TrrgException;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.Study;

class ModelCacheTest {

	@TempDir
	private static Path folder;
	private static Path first, second;

	private final AtomicInteger opened = new AtomicInteger();
	private final ModelCache cache = new ModelCache((path, device) -> {
		opened.incrementAndGet();
		return Trrg.open(path, device);
	});

	@BeforeAll
	static void makeModels() {
		first = TinyModel.make(folder.resolve("first"));
		second = TinyModel.make(folder.resolve("second"));
	}

	private static boolean isOpen(final Trrg trrg) {
		try {
			assertNotNull(trrg.perceive(new Study("phantom", List.of(Phantom.draw(1, 64, List.of()).view()), "")));
			return true;
		}
		catch (final IllegalStateException e) {
			return false;
		}
	}

	@Test
	void aModelIsKeptBetweenCalls() {
		final Trrg trrg;
		try (ModelCache.Lease lease = cache.lease(first, "cpu")) {
			trrg = lease.trrg();
		}
		try (ModelCache.Lease lease = cache.lease(first, "cpu")) {
			assertSame(trrg, lease.trrg());
		}
		assertEquals(1, opened.get());
	}

	@Test
	void anotherModelFreesTheIdleOne() {
		final ModelCache.Lease idle = cache.lease(first, "cpu");
		idle.close();
		try (ModelCache.Lease lease = cache.lease(second, "cpu")) {
			assertFalse(isOpen(idle.trrg()));
			assertTrue(isOpen(lease.trrg()));
		}
	}

	@Test
	void aModelInUseIsFreedWhenItIsGivenBack() {
		final ModelCache.Lease busy = cache.lease(first, "cpu");
		cache.lease(second, "cpu").close();
		assertTrue(isOpen(busy.trrg()));
		busy.close();
		busy.close(); // harmless
		assertFalse(isOpen(busy.trrg()));
	}

	@Test
	void closingFreesTheIdleAndSparesTheBusy() {
		final ModelCache.Lease busy = cache.lease(first, "cpu");
		cache.close();
		assertTrue(isOpen(busy.trrg()));
		busy.close();
		assertFalse(isOpen(busy.trrg()));
	}

	@Test
	void callersAtOnceShareOneModel() throws Exception {
		final ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			final List<Future<Trrg>> asked = IntStream.range(0, 8).mapToObj(i -> threads.submit(() -> {
				try (ModelCache.Lease lease = cache.lease(first, "cpu")) {
					assertTrue(isOpen(lease.trrg()));
					return lease.trrg();
				}
			})).toList();
			for (final Future<Trrg> future : asked)
				assertSame(asked.get(0).get(), future.get());
			assertEquals(1, opened.get());
		}
		finally {
			threads.shutdown();
		}
	}

	@Test
	void aModelTrainedFurtherIsOpenedAgain() throws Exception {
		final Path model = TinyModel.make(folder.resolve("trained further"));
		final ModelCache.Lease before = cache.lease(model, "cpu");
		before.close();
		Files.setLastModifiedTime(model.resolve("model.safetensors"), FileTime.from(Instant.now().plusSeconds(60)));
		try (ModelCache.Lease after = cache.lease(model, "cpu")) {
			assertNotSame(before.trrg(), after.trrg());
		}
	}

	@Test
	void aModelThatDoesNotOpenLeavesNothingBehind() throws Exception {
		assertThrows(TrrgException.class, () -> cache.lease(folder.resolve("absent"), "cpu"));
		assertThrows(TrrgException.class, () -> cache.lease(first, "tpu"));
		try (ModelCache.Lease lease = cache.lease(first, "cpu")) {
			assertTrue(isOpen(lease.trrg()));
		}
	}
}
