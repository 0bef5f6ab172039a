package io.jenkins.plugins.mlsteps.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock =
            """
            *.py               | train.py          | yes
            *.py               | .py               | yes
            *.py               | src/train.py      | no
            *.py               | train_py          | no
            train.py           | train.pyc         | no
            *                  | .hidden           | yes
            data?.csv          | data1.csv         | yes
            data?.csv          | data.csv          | no
            data?csv           | data/csv          | no
            src/**             | src/a/b.py        | yes
            src/**             | src               | no
            src/**             | source/a.py       | no
            **                 | a/b/c             | yes
            **.py              | src/a/b.py        | yes
            ***.py             | src/a/b.py        | yes
            **/*.py            | train.py          | yes
            **/*.py            | src/a/train.py    | yes
            src/**/x.py        | src/x.py          | yes
            src/**/x.py        | src/a/b/x.py      | yes
            src/**/x.py        | src/ax.py         | no
            src/**/x.py        | srcx.py           | no
            src/**/test/**/*.py| src/a/test/x.py   | yes
            src/**/test/**/*.py| src/test/b/x.py   | yes
            src/**/test/**/*.py| src/test/x.py     | yes
            src/**/test/**/*.py| src/a/test/b/x.py | yes
            src/**/test/**/*.py| src/a/atest/x.py  | no
            src/**/test/**/*.py| test/x.py         | no
            a**/b              | ab                | no
            a**/b              | a/b               | yes
            a**/b              | ax/y/b            | yes
            run[0-9].json      | run7.json         | yes
            run[0-9].json      | runx.json         | no
            run[!0-9].json     | runx.json         | yes
            run[!0-9].json     | run7.json         | no
            run[!0-9]json      | run/json          | no
            run[+-9]json       | run/json          | no
            [ab]x              | bx                | yes
            [a-]x              | -x                | yes
            []a]x              | ]x                | yes
            [!]a]x             | bx                | yes
            [!]a]x             | ]x                | no
            [^a]x              | ^x                | yes
            [a&&b]x            | &x                | yes
            [\\]]x             | ]x                | yes
            *.{json,csv}       | m.json            | yes
            *.{json,csv}       | m.csv             | yes
            *.{json,csv}       | m.txt             | no
            m{,.json}          | m                 | yes
            {**/,}x.py         | a/b/x.py          | yes
            {**/,}x.py         | x.py              | yes
            {src/**/,test/}x   | src/x             | yes
            {src/**/,test/}x   | src/a/x           | yes
            {src/**/,test/}x   | x                 | no
            {a,b{c,d}}         | bd                | yes
            a,b}               | "a,b}"            | yes
            \\*.py             | *.py              | yes
            \\*.py             | x.py              | no
            \\{a\\}            | {a}               | yes
            a.b+(c)^$          | a.b+(c)^$         | yes
            a.b                | axb               | no
            größe-😀?.csv      | größe-😀😀.csv    | yes
            [😀]x              | 😀x               | yes
            Data.csv           | data.csv          | no
            ./out/*.json       | out/m.json        | yes
            ././*.json         | m.json            | yes
            ./**               | a/b               | yes
            .?/x               | .a/x              | yes
            ..a/*              | ..a/x             | yes
            """)
    void aPatternMatchesAPathOrDoesNot(String pattern, String path, String matches) {
        assertThat(Glob.of(pattern).matches(path)).isEqualTo("yes".equals(matches));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock =
            """
            src/[x    | a '[' without its ']'
            []        | a '[' without its ']'
            [a-       | a '[' without its ']'
            *.{a,b    | a '{' without its '}'
            [z-a]     | the range 'z-a', which runs backwards
            a\\       | nothing after its last backslash
            """)
    void aPatternThatMeansNothingIsRefusedInPlainWords(String pattern, String why) {
        assertThatThrownBy(() -> Glob.of(pattern))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("the pattern '" + pattern + "' has " + why);
    }
}
