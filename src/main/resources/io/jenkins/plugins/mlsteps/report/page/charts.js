// Draws charts with ECharts from the data of the records: for the report, and for the pages of Jenkins.
const mlCharts = (() => {
  'use strict';
  const drawn = new Map();

  /** The room below the numbers of an axis for lines without one, as a share of their range. */
  const GAP = 0.1;
  const ABSENT = 'absent';

  // ---- colours and words

  /** The colours in force where a chart stands: a theme may differ from one part of a page to another. */
  function palette(room) {
    const probe = document.createElement('span');
    room.append(probe);
    const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    // As a painted pixel: ECharts mixes colours, and does not read all that CSS can say.
    const colour = (name) => {
      probe.style.color = `var(--${name})`;
      pixel.clearRect(0, 0, 1, 1);
      pixel.fillStyle = getComputedStyle(probe).color;
      pixel.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
      return `rgba(${red},${green},${blue},${alpha / 255})`;
    };
    const colours = {
      text: colour('text'),
      muted: colour('muted'),
      line: colour('line'),
      surface: colour('surface'),
      accent: colour('accent'),
      good: colour('good-fill'),
      bad: colour('bad-fill'),
      series: [1, 2, 3, 4, 5, 6, 7, 8].map((i) => colour(`series-${i}`)),
      scale: [1, 2, 3].map((i) => colour(`scale-${i}`)),
    };
    probe.remove();
    return colours;
  }

  const number = (value) => {
    if (value === null || value === undefined || value === '-') {
      return '–';
    }
    const size = Math.abs(value);
    if (Number.isInteger(value) && size < 1e9) {
      return value.toLocaleString('en');
    }
    const rounded = +value.toPrecision(4);
    return size < 1e-3 || size >= 1e7 ? rounded.toExponential().replace('e+', 'e') : String(rounded);
  };
  const escaped = (text) => echarts.format.encodeHTML(String(text));
  const row = (name, value) => `<div class="tip"><span>${escaped(name)}</span><b>${escaped(value)}</b></div>`;
  const place = (axis, value) => (axis.categories.length ? axis.categories[value] : number(value));
  const short = (text, length) => (text.length > length ? text.slice(0, length - 1) + '…' : text);

  // ---- what every chart shares

  function frame(c) {
    return {
      animation: false,
      color: c.series,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: c.text },
      grid: { left: 8, right: 16, top: 28, bottom: 24, containLabel: true },
      tooltip: {
        confine: true,
        backgroundColor: c.surface,
        borderColor: c.line,
        textStyle: { color: c.text, fontSize: 12 },
      },
    };
  }

  function axis(c, more) {
    return {
      type: 'value',
      scale: true,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: c.muted, fontSize: 11, hideOverlap: true, formatter: number },
      splitLine: { lineStyle: { color: c.line } },
      nameTextStyle: { color: c.muted, fontSize: 11 },
      ...more,
    };
  }

  /** The axis of a parameter: numbers, orders of magnitude, or categories. */
  function parameterAxis(c, parameter, more) {
    if (parameter.categories.length) {
      return axis(c, {
        type: 'category',
        scale: undefined,
        data: parameter.categories,
        axisLabel: { color: c.muted, fontSize: 11, hideOverlap: true, formatter: (text) => short(text, 14) },
        splitLine: { show: false },
        ...more,
      });
    }
    return axis(c, { type: parameter.log ? 'log' : 'value', ...more });
  }

  /**
   * An axis of parallel coordinates, and where a line crosses it. ECharts draws every line across every axis: where some have no value,
   * the lower end of the axis is a place of its own.
   */
  function parallelAxis(c, parameter, values, more) {
    const there = values.filter((value) => value !== null);
    const gap = there.length < values.length;
    const label = { color: c.muted, fontSize: 11, textBorderColor: c.surface, textBorderWidth: 3, showMinLabel: true, showMaxLabel: true, hideOverlap: true };
    const option = (kind, formatter, extent) => parameterAxis(c, kind, { z: 10, splitLine: { show: false }, ...extent, axisLabel: { ...label, formatter }, ...more });
    if (parameter.categories.length || !there.length) {
      const categories = gap ? [ABSENT, ...parameter.categories] : parameter.categories;
      const placed = values.map((value) => (gap ? (value === null ? 0 : value + 1) : value));
      return { placed, option: option({ ...parameter, categories }, (text) => short(text, 14)) };
    }
    if (!gap) {
      return { placed: values, option: option(parameter, number, { min: 'dataMin', max: 'dataMax' }) };
    }
    const [least, most] = [Math.min(...there), Math.max(...there)];
    const none = parameter.log ? least / (most > least ? most / least : 10) ** GAP : least - (most - least || Math.abs(least) || 1) * GAP;
    const slack = (least - none) / 1e6;
    const words = (value) => (value >= least - slack ? number(value) : value <= none + slack ? ABSENT : '');
    return { placed: values.map((value) => (value === null ? none : value)), option: option(parameter, words, { min: none, max: most }) };
  }

  // ---- one function for each kind of chart: (data, colours, width) → option of ECharts

  const kinds = {
    curves(data, c) {
      const several = data.series.length > 1;
      return {
        ...frame(c),
        grid: { left: 8, right: 16, top: 36, bottom: 4, containLabel: true },
        legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 14, itemHeight: 3, textStyle: { color: c.muted, fontSize: 12 } },
        tooltip: {
          ...frame(c).tooltip,
          trigger: 'axis',
          formatter: (points) => row('step', number(points[0].value[0])) + points.map((p) => row(p.seriesName, number(p.value[1]))).join(''),
        },
        xAxis: axis(c, { min: 'dataMin', max: 'dataMax', splitLine: { show: false } }),
        yAxis: axis(c, { splitNumber: 4 }),
        series: data.series.map((series) => ({
          type: 'line',
          name: series.name,
          data: series.points,
          showSymbol: series.points.length <= 2,
          symbolSize: 5,
          lineStyle: { width: 2, type: /^train/i.test(series.name) && several ? [5, 4] : 'solid' },
        })),
      };
    },

    history(data, c) {
      return {
        ...frame(c),
        grid: { left: 8, right: 16, top: 36, bottom: 22, containLabel: true },
        legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 8, textStyle: { color: c.muted, fontSize: 12 } },
        tooltip: { ...frame(c).tooltip, formatter: (p) => row('trial', number(p.value[0])) + row(data.objective, number(p.value[1])) },
        xAxis: axis(c, { name: 'trial', nameLocation: 'middle', nameGap: 24, scale: false, minInterval: 1, splitLine: { show: false } }),
        yAxis: axis(c, { splitNumber: 4 }),
        series: [
          { type: 'scatter', name: 'trial', data: data.complete, symbolSize: data.complete.length > 300 ? 4 : 7, itemStyle: { color: c.series[0], opacity: 0.55 } },
          { type: 'scatter', name: 'pruned', data: data.pruned, symbol: 'path://M0 0L8 8M8 0L0 8', symbolSize: 6, itemStyle: { color: c.muted, borderColor: c.muted, borderWidth: 1, opacity: 0.8 } },
          { type: 'line', name: 'best so far', data: data.best, step: 'end', showSymbol: false, lineStyle: { width: 2.5, color: c.series[1] }, itemStyle: { color: c.series[1] } },
        ].filter((series) => series.data.length),
      };
    },

    importance(data, c) {
      return {
        ...frame(c),
        grid: { left: 8, right: 56, top: 4, bottom: 4, containLabel: true },
        tooltip: { ...frame(c).tooltip, formatter: (p) => row(p.name, `${(p.value * 100).toFixed(1)} %`) },
        xAxis: axis(c, { scale: false, min: 0, show: false }),
        yAxis: axis(c, {
          type: 'category',
          scale: undefined,
          inverse: true,
          data: data.names,
          axisLabel: { color: c.text, fontSize: 12, formatter: (text) => short(text, 22) },
          splitLine: { show: false },
        }),
        series: [{
          type: 'bar',
          data: data.shares,
          barMaxWidth: 22,
          itemStyle: { color: c.series[0], borderRadius: [0, 4, 4, 0] },
          label: { show: true, position: 'right', color: c.muted, fontSize: 12, formatter: (p) => `${(p.value * 100).toFixed(p.value < 0.0995 ? 1 : 0)} %` },
        }],
      };
    },

    parallel(data, c) {
      // The worst tenth shares one colour, or a single bad trial would make all others look alike.
      const values = data.lines.map((line) => line[data.colour]).filter((value) => value !== null).sort((a, b) => (data.maximize ? a - b : b - a));
      const ends = [values[Math.floor(values.length / 10)], values[values.length - 1]];
      const colours = data.maximize ? c.scale : [...c.scale].reverse();
      const axes = data.axes.map((a, i) => parallelAxis(c, a, data.lines.map((line) => line[i]), {
        axisLine: { show: true, lineStyle: { color: c.muted, width: 1 } },
        nameTextStyle: { color: i >= data.colour ? c.text : c.muted, fontSize: 12, fontWeight: i >= data.colour ? 'bold' : 'normal' },
      }));
      return {
        ...frame(c),
        tooltip: {
          ...frame(c).tooltip,
          formatter: (p) => data.axes.map((a, i) => [a, data.lines[p.dataIndex][i]]).map(([a, value]) => row(a.name, value === null ? '–' : place(a, value))).join(''),
        },
        visualMap: {
          show: false,
          dimension: data.colour,
          min: Math.min(...ends),
          max: Math.max(...ends),
          inRange: { color: colours },
          outOfRange: { color: c.scale[0] },
        },
        parallel: { left: 48, right: 64, top: 36, bottom: 16 },
        parallelAxis: axes.map((a, i) => ({ dim: i, name: short(data.axes[i].name, 18), ...a.option })),
        series: [{
          type: 'parallel',
          lineStyle: { width: 1.6, opacity: data.lines.length > 100 ? 0.45 : 0.75 },
          data: data.lines.map((line, n) => axes.map((a) => a.placed[n])),
        }],
      };
    },

    slices(data, c, width) {
      const columns = Math.max(1, Math.min(data.slices.length, Math.floor(width / 250)));
      const cell = width / columns;
      const last = Math.max(...data.slices.flatMap((slice) => slice.points.map((point) => point[2])));
      return {
        ...frame(c),
        tooltip: {
          ...frame(c).tooltip,
          formatter: (p) => row('trial', number(p.value[2])) + row(data.slices[p.seriesIndex].name, place(data.slices[p.seriesIndex], p.value[0])) + row(data.objective, number(p.value[1])),
        },
        visualMap: { show: false, dimension: 2, min: 0, max: Math.max(1, last), inRange: { color: c.scale } },
        grid: data.slices.map((slice, i) => ({
          left: (i % columns) * cell + 8,
          top: Math.floor(i / columns) * 210 + 10,
          width: cell - 28,
          height: 160,
          containLabel: true,
        })),
        xAxis: data.slices.map((slice, i) => parameterAxis(c, slice, {
          gridIndex: i, name: short(slice.name, 28), nameLocation: 'middle', nameGap: 24, nameTextStyle: { color: c.text, fontSize: 12 }, splitNumber: 3,
        })),
        yAxis: data.slices.map((slice, i) => axis(c, { gridIndex: i, splitNumber: 3, axisLabel: { show: i % columns === 0, color: c.muted, fontSize: 11, formatter: number } })),
        series: data.slices.map((slice, i) => ({ type: 'scatter', xAxisIndex: i, yAxisIndex: i, data: slice.points, symbolSize: 6 })),
      };
    },

    contour(data, c) {
      // As in parallel coordinates, the worst tenth shares one colour.
      const values = data.points.map((point) => point[2]).sort((a, b) => (data.maximize ? a - b : b - a));
      const ends = [values[Math.floor(values.length / 10)], values[values.length - 1]];
      const cells = {
        type: 'custom',
        data: data.cells,
        dimensions: ['left', 'right', 'low', 'high', 'value'],
        encode: { x: [0, 1], y: [2, 3] },
        silent: true,
        clip: true,
        renderItem: (params, api) => {
          const [left, low] = api.coord([api.value(0), api.value(2)]);
          const [right, high] = api.coord([api.value(1), api.value(3)]);
          return { type: 'rect', shape: { x: left, y: high, width: right - left + 0.5, height: low - high + 0.5 }, style: { fill: api.visual('color') } };
        },
      };
      const points = { type: 'scatter', data: data.points, symbolSize: 6, itemStyle: { color: c.surface, borderColor: c.text, borderWidth: 1 } };
      return {
        ...frame(c),
        grid: { left: 8, right: 24, top: 28, bottom: 22, containLabel: true },
        tooltip: { ...frame(c).tooltip, formatter: (p) => row('trial', number(p.value[3])) + row(data.x.name, number(p.value[0])) + row(data.y.name, number(p.value[1])) + row(data.objective, number(p.value[2])) },
        visualMap: { show: false, seriesIndex: 0, dimension: 4, min: Math.min(...ends), max: Math.max(...ends), inRange: { color: data.maximize ? c.scale : [...c.scale].reverse() } },
        xAxis: axis(c, { type: data.x.log ? 'log' : 'value', min: 'dataMin', max: 'dataMax', name: short(data.x.name, 30), nameLocation: 'middle', nameGap: 26, splitLine: { show: false } }),
        yAxis: axis(c, { type: data.y.log ? 'log' : 'value', min: 'dataMin', max: 'dataMax', name: short(data.y.name, 30), nameTextStyle: { color: c.muted, fontSize: 11, align: 'left' }, splitLine: { show: false } }),
        series: [cells, points],
      };
    },

    pareto(data, c) {
      return {
        ...frame(c),
        grid: { left: 8, right: 24, top: 52, bottom: 22, containLabel: true },
        legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 8, textStyle: { color: c.muted, fontSize: 12 } },
        tooltip: { ...frame(c).tooltip, formatter: (p) => row('trial', number(p.value[2])) + row(data.x, number(p.value[0])) + row(data.y, number(p.value[1])) },
        xAxis: axis(c, { name: short(data.x, 30), nameLocation: 'middle', nameGap: 26, splitLine: { show: false } }),
        yAxis: axis(c, { name: short(data.y, 30), nameTextStyle: { color: c.muted, fontSize: 11, align: 'left' }, splitNumber: 4 }),
        series: [
          { type: 'scatter', name: 'dominated', data: data.dominated, symbolSize: 6, itemStyle: { color: c.muted, opacity: 0.45 } },
          { type: 'line', name: 'Pareto front', data: data.front, symbol: 'circle', symbolSize: 8, lineStyle: { width: 1.5, color: c.series[1], type: 'dashed' }, itemStyle: { color: c.series[1] } },
        ],
      };
    },
  };

  const heights = {
    curves: () => 200,
    history: () => 300,
    importance: (data) => Math.max(120, Math.min(520, data.names.length * 34 + 16)),
    parallel: () => 340,
    slices: (data, width) => Math.ceil(data.slices.length / Math.max(1, Math.min(data.slices.length, Math.floor(width / 250)))) * 210,
    contour: () => 320,
    pareto: () => 300,
  };
  // Parallel axes need room: on a phone the chart scrolls inside its frame.
  const widths = { parallel: (data) => data.axes.length * 96 };

  // ---- drawing

  function draw(element, data) {
    element.style.minWidth = widths[data.kind] ? `${widths[data.kind](data)}px` : '';
    const width = element.clientWidth;
    element.style.height = `${heights[data.kind](data, width)}px`;
    const colours = palette(element.parentElement);
    if (!drawn.has(element)) {
      const chart = echarts.init(element, null, { renderer: 'svg' });
      chart.on('click', ({ value }) => element.dispatchEvent(new CustomEvent('ml-chart-click', { detail: value })));
      drawn.set(element, { chart });
    }
    const known = drawn.get(element);
    known.data = data;
    known.width = width;
    known.chart.resize();
    known.chart.setOption(kinds[data.kind](data, colours, width), true);
    element.dataset.drawn = 'true';
  }

  function redraw() {
    drawn.forEach((known, element) => draw(element, known.data));
  }

  function redrawChangedWidths() {
    drawn.forEach((known, element) => {
      if (element.clientWidth !== known.width) {
        draw(element, known.data);
      }
    });
  }

  /** Many charts must not delay the first paint: they are drawn one after the other, between other work. */
  function drawInTurn(figures) {
    if (!figures.length) {
      document.documentElement.dataset.charts = String(drawn.size);
      return;
    }
    draw(...figures[0]);
    setTimeout(() => drawInTurn(figures.slice(1)));
  }

  /** Draws pairs of an element and its data, and again when the window changes its width or is printed. */
  function start(figures) {
    if (typeof echarts === 'undefined') {
      return;
    }
    document.documentElement.classList.add('charts');
    drawInTurn(figures);
    let pending = 0;
    addEventListener('resize', () => {
      cancelAnimationFrame(pending);
      pending = requestAnimationFrame(redrawChangedWidths);
    });
    addEventListener('beforeprint', redraw);
    addEventListener('afterprint', redraw);
  }

  return { start, redraw, kinds, heights, axis, frame, number, row };
})();
