import type { DiagramHints } from '#labs/contract.ts';

/** From the failing function to the incident, left to right; the log's way below it. */
export const diagram: DiagramHints = {
  order: ['you', 'Charge', 'ChargeLogs', 'Failing', 'Declining', 'Alerts', 'onCall', 'Record', 'Incidents'],
  nodes: {
    Charge: { at: [1, 0] },
    ChargeLogs: { shown: true, at: [1, 1] },
    Failing: { at: [2, 0] },
    Declining: { at: [2, 1] },
    Alerts: { at: [3, 0] },
    Record: { at: [4, 0] },
    Incidents: { at: [5, 0] },
  },
  edges: { 'Charge--ChargeLogs': { label: null } },
  actors: {
    you: {
      name: { vi: 'Bạn', en: 'You' },
      kind: { vi: 'trả tiền', en: 'pay' },
      icon: 'person',
      at: [0, 0],
      uses: [{ what: 'Charge' }],
    },
    onCall: {
      name: { vi: 'Người trực', en: 'On call' },
      kind: { vi: 'nhận email', en: 'gets e-mail' },
      icon: 'person',
      at: [4, 1],
      uses: [{ what: 'Alerts', label: { vi: 'xác nhận', en: 'confirms' } }],
    },
  },
};
