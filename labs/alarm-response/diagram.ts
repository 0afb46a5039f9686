import type { DiagramHints } from '#labs/contract.ts';

/** From the failing function to the incident, left to right; the log's way below it, people above. */
export const diagram: DiagramHints = {
  order: ['you', 'Charge', 'ChargeLogs', 'Failing', 'Declining', 'Alerts', 'onCall', 'Record', 'Incidents'],
  nodes: {
    Charge: { at: [0, 1] },
    ChargeLogs: { shown: true, at: [0, 2] },
    Failing: { at: [1, 1] },
    Declining: { at: [1, 2] },
    Alerts: { at: [2, 1] },
    Record: { at: [3, 1] },
    Incidents: { at: [3, 2] },
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
      at: [2, 0],
      uses: [{ what: 'Alerts', label: { vi: 'xác nhận', en: 'confirms' } }],
    },
  },
};
