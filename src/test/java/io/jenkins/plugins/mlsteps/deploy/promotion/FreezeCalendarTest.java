package io.jenkins.plugins.mlsteps.deploy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.Policy.Day;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreezeCalendarTest {
    /** The window of docs/promotion.md: weekends, from Friday afternoon to Monday morning. */
    private static final FreezeCalendar WEEKENDS = new FreezeCalendar(List.of(
            new Policy.FreezeWindow(List.of(Day.FRI, Day.SAT, Day.SUN), "16:00", "08:00", "Europe/Berlin")));

    private static FreezeCalendar window(String from, String to, String zone, Day... days) {
        return new FreezeCalendar(List.of(new Policy.FreezeWindow(List.of(days), from, to, zone)));
    }

    /** 2026-03-13 is a Friday; Berlin is one hour ahead of UTC until 2026-03-29. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-13T14:59:59Z, false",
        "2026-03-13T15:00:00Z, true",
        "2026-03-14T06:59:59Z, true",
        "2026-03-14T07:00:00Z, false",
        "2026-03-14T15:00:00Z, true",
        "2026-03-16T06:59:59Z, true",
        "2026-03-16T07:00:00Z, false",
        "2026-03-11T20:00:00Z, false"
    })
    void freezesFromTheStartToBeforeTheEndAcrossMidnight(Instant time, boolean frozen) {
        assertThat(WEEKENDS.frozen(time).isPresent()).isEqualTo(frozen);
    }

    @Test
    void saysUntilWhen() {
        assertThat(WEEKENDS.frozen(Instant.parse("2026-03-13T22:00:00Z")))
                .contains("promotions are frozen until Sat 2026-03-14 08:00 Europe/Berlin");
    }

    @Test
    void followsTheClocksWhenTheyChange() {
        // Berlin moves to UTC+2 in the night to Sunday 2026-03-29: the window ends an hour earlier in UTC.
        FreezeCalendar calendar = window("16:00", "08:00", "Europe/Berlin", Day.SAT);

        assertThat(calendar.frozen(Instant.parse("2026-03-29T05:59:59Z"))).isPresent();
        assertThat(calendar.frozen(Instant.parse("2026-03-29T06:00:00Z"))).isEmpty();
    }

    @Test
    void joinsWindowsThatFollowEachOther() {
        FreezeCalendar calendar = window("00:00", "00:00", "UTC", Day.SAT, Day.SUN);

        assertThat(calendar.frozen(Instant.parse("2026-03-14T12:00:00Z")))
                .contains("promotions are frozen until Mon 2026-03-16 00:00 UTC");
    }

    @Test
    void freezesWhenAWindowCannotBeUnderstood() {
        Instant anyTime = Instant.parse("2026-03-11T12:00:00Z");

        assertThat(window("4 pm", "08:00", "UTC", Day.MON).frozen(anyTime).orElseThrow()).contains("cannot be understood");
        assertThat(window("16:00", "08:00", "Europe/Berln", Day.MON).frozen(anyTime).orElseThrow())
                .contains("Unknown time-zone ID: Europe/Berln");
        assertThat(window("16:00", "08:00", "UTC").frozen(anyTime)).contains("a freeze window names no days");
        assertThat(window("16:00", null, "UTC", Day.MON).frozen(anyTime).orElseThrow()).contains("lacks");
    }

    @Test
    void neverFreezesWithoutWindows() {
        assertThat(new FreezeCalendar(List.of()).frozen(Instant.EPOCH)).isEmpty();
    }
}
