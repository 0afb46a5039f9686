import type { DiagramHints } from '#labs/contract.ts';

/** Two functions of one source; without who calls them there is nothing to see. */
export const diagram: DiagramHints = {
  nodes: {
    Life: { kind: { vi: 'hàm, ít bộ nhớ', en: 'function, little memory' } },
    LifeLarge: { kind: { vi: 'cùng mã, cả một vCPU', en: 'same code, a whole vCPU' } },
  },
  actors: {
    caller: {
      name: { vi: 'Bạn', en: 'You' },
      kind: { vi: 'gọi bằng lệnh', en: 'call by command' },
      icon: 'computer',
      uses: [
        { what: 'Life', label: { vi: 'Invoke', en: 'Invoke' } },
        { what: 'LifeLarge', label: { vi: 'Invoke', en: 'Invoke' } },
      ],
    },
  },
};
