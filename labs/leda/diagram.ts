import type { DiagramHints } from '#labs/contract.ts';

const knob = { setting: true, label: null } as const;

/** There along the top, back along the bottom, the knobs in between. */
export const diagram: DiagramHints = {
  nodes: {
    Generator: { at: [0, 0] },
    IncomingDataStream: { at: [1, 0] },
    State: { at: [2, 0] },
    StateTable: { at: [3, 0] },
    ParameterTable: { at: [2, 1] },
    AggregateTable: { at: [0, 2] },
    Reduce: { at: [1, 2] },
    ReduceTable: { at: [2, 2] },
    Map: { at: [3, 2] },
  },
  order: ['Generator', 'IncomingDataStream', 'State', 'StateTable', 'Map', 'ReduceTable', 'Reduce', 'AggregateTable', 'ParameterTable'],
  edges: { 'ParameterTable--State': knob, 'ParameterTable--Map': knob, 'ParameterTable--Reduce': knob },
  legend: { vi: 'Nét chấm: các nút chỉnh tỉ lệ lỗi trong ParameterTable.', en: 'Dotted: the failure knobs in ParameterTable.' },
};
