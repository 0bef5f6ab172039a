// @include io.jenkins.plugins.mlsteps.report.page.echarts
// @include io.jenkins.plugins.mlsteps.report.page.charts
// The charts over builds, and the lines of running steps.
(() => {
  'use strict';
  const POLL_MILLIS = 3000;
  const { kinds, heights, axis, frame, number, row } = mlCharts;

  const buildAxis = (c, more) =>
    axis(c, { name: 'build', nameLocation: 'middle', nameGap: 24, minInterval: 1, splitLine: { show: false }, ...more });

  kinds.trend = (data, c) => ({
    ...frame(c),
    grid: { left: 8, right: 16, top: 12, bottom: 24, containLabel: true },
    tooltip: {
      ...frame(c).tooltip,
      trigger: 'axis',
      formatter: ([point]) => row('build', `#${point.value[0]}`) + row(data.metric, number(point.value[1])),
    },
    xAxis: buildAxis(c, { min: 'dataMin', max: 'dataMax' }),
    yAxis: axis(c, { splitNumber: 4 }),
    series: [{
      type: 'line',
      data: data.points,
      symbol: 'circle',
      symbolSize: data.points.length > 100 ? 3 : 7,
      lineStyle: { width: 2 },
    }],
  });
  heights.trend = () => 220;

  // Outcomes differ in shape, not only in colour.
  kinds.gates = (data, c) => {
    const series = (name, of, colour, symbol) => ({
      type: 'scatter',
      name,
      data: data.gates.flatMap((gate) => of(gate).map((build) => [build, gate.name])),
      symbol,
      symbolSize: data.last - data.first > 100 ? 6 : 10,
      itemStyle: { color: colour, borderColor: colour },
    });
    return {
      ...frame(c),
      grid: { left: 8, right: 16, top: 30, bottom: 24, containLabel: true },
      legend: { top: 0, left: 0, textStyle: { color: c.muted, fontSize: 12 } },
      tooltip: {
        ...frame(c).tooltip,
        formatter: (p) => row('build', `#${p.value[0]}`) + row(p.value[1], p.seriesName),
      },
      xAxis: buildAxis(c, { min: data.first, max: Math.max(data.last, data.first + 1) }),
      yAxis: axis(c, {
        type: 'category',
        scale: undefined,
        inverse: true,
        data: data.gates.map((gate) => gate.name),
        axisLabel: { color: c.text, fontSize: 12 },
        splitLine: { show: false },
      }),
      series: [
        series('passed', (gate) => gate.passed, c.good, 'circle'),
        series('failed', (gate) => gate.failed, c.bad, 'path://M1 0L4 3L7 0L8 1L5 4L8 7L7 8L4 5L1 8L0 7L3 4L0 1Z'),
        ...(data.gates.some((gate) => gate.unsigned.length)
          ? [series('not signed by this Jenkins', (gate) => gate.unsigned, c.muted, 'triangle')]
          : []),
      ],
    };
  };
  heights.gates = (data) => 80 + 44 * data.gates.length;

  function openBuildOf(figure) {
    const page = figure.closest('[data-ml-job]');
    if (page) {
      figure.addEventListener('ml-chart-click', (event) => location.assign(`${page.dataset.mlJob}${event.detail[0]}/ml/`));
    }
  }

  // Jenkins puts its crumb into every form: no part of an address.
  function askWithChoicesAlone(form) {
    form.addEventListener('formdata', ({ formData }) =>
      form.querySelectorAll('input[type=hidden]').forEach((added) => formData.delete(added.name)));
  }

  function watch(live) {
    const steps = live.querySelector('.ml-live__steps');
    const show = (progress) => {
      steps.replaceChildren(...progress.map(({ step, line }) => {
        const item = document.createElement('div');
        item.append(Object.assign(document.createElement('dt'), { textContent: step }));
        item.append(Object.assign(document.createElement('dd'), { textContent: line }));
        return item;
      }));
    };
    let shown = '';
    const ask = async () => {
      if (!document.hidden) {
        // A controller that restarts does not answer for a while: it is asked again.
        const answer = await fetch('api/json?tree=running,kept,progress[step,line]').catch(() => null);
        if (answer?.ok) {
          const { running, kept, progress } = await answer.json();
          if (!running) {
            location.reload();
            return;
          }
          live.querySelector('.ml-live__new').hidden = String(kept) === live.dataset.mlKept;
          if (JSON.stringify(progress) !== shown) {
            shown = JSON.stringify(progress);
            show(progress);
          }
        }
      }
      setTimeout(ask, POLL_MILLIS);
    };
    setTimeout(ask, POLL_MILLIS);
  }

  function start() {
    const figures = [...document.querySelectorAll('[data-ml-chart]')];
    mlCharts.start(figures.map((figure) => [figure, JSON.parse(figure.dataset.mlChart)]));
    figures.forEach(openBuildOf);
    document.querySelectorAll('.ml-live').forEach(watch);
    document.querySelectorAll('.ml-page form[method=get]').forEach(askWithChoicesAlone);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', mlCharts.redraw);
    new MutationObserver(mlCharts.redraw).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  }

  if (document.readyState === 'loading') {
    addEventListener('DOMContentLoaded', start);
  } else {
    start();
  }
})();
