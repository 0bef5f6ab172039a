package io.jenkins.plugins.mlsteps.deploy.promotion;

import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The hours in which nothing is promoted. A window that cannot be understood freezes: nobody meant it to mean nothing. */
record FreezeCalendar(List<Policy.FreezeWindow> windows) {
    private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm VV", Locale.ROOT);

    /** Bounds the search for the end of windows that join; a week of daily windows joins for ever. */
    private static final int MOST_JOINED = 16;

    /** Why nothing may be promoted at this time; empty when it may. */
    Optional<String> frozen(Instant time) {
        for (Policy.FreezeWindow window : windows) {
            Optional<String> unreadable = unreadable(window);
            if (unreadable.isPresent()) {
                return unreadable;
            }
        }
        return end(time).map(end -> "promotions are frozen until " + WORDS.format(lastEnd(end)));
    }

    private ZonedDateTime lastEnd(ZonedDateTime first) {
        ZonedDateTime last = first;
        for (int i = 0; i < MOST_JOINED; i++) {
            Optional<ZonedDateTime> next = end(last.toInstant());
            if (next.isEmpty()) {
                return last;
            }
            last = next.get();
        }
        return last;
    }

    /** The end of a window that holds this time. */
    private Optional<ZonedDateTime> end(Instant time) {
        return windows.stream()
                .flatMap(window -> end(window, time).stream())
                .findFirst();
    }

    private static Optional<ZonedDateTime> end(Policy.FreezeWindow window, Instant time) {
        ZoneId zone = ZoneId.of(window.zone());
        LocalTime from = LocalTime.parse(window.from());
        LocalTime to = LocalTime.parse(window.to());
        LocalDate today = time.atZone(zone).toLocalDate();
        for (LocalDate day : List.of(today.minusDays(1), today)) {
            boolean begins = window.days().stream().anyMatch(it -> it.dayOfWeek() == day.getDayOfWeek());
            ZonedDateTime start = day.atTime(from).atZone(zone);
            ZonedDateTime end = (to.isAfter(from) ? day : day.plusDays(1)).atTime(to).atZone(zone);
            if (begins && !time.isBefore(start.toInstant()) && time.isBefore(end.toInstant())) {
                return Optional.of(end);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> unreadable(Policy.FreezeWindow window) {
        try {
            if (window.days() == null || window.days().isEmpty()) {
                return Optional.of("a freeze window names no days");
            }
            if (window.from() == null || window.to() == null || window.zone() == null) {
                return Optional.of("a freeze window lacks 'from', 'to' or 'zone': " + window);
            }
            end(window, Instant.EPOCH);
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.of("a freeze window cannot be understood: " + e.getMessage() + " in " + window);
        }
    }
}
