import type { Scenario } from '#labs/contract.ts';
import { CALM, play, STORM } from './score.ts';

export const scenarios: Scenario[] = [
  {
    id: 'calm',
    says: { vi: 'Gửi 500 giao dịch, không hàm nào hỏng', en: 'Send 500 trades while nothing fails' },
    run: async (context) => context.show((await play(context, { trades: 500, special: false, failures: CALM })).table),
  },
  {
    id: 'storm',
    says: {
      vi: 'Gửi 500 giao dịch có bản trùng và phiên bản cũ, trong khi các hàm hỏng ngẫu nhiên',
      en: 'Send 500 trades with duplicates and stale versions while the functions fail at random',
    },
    run: async (context) => context.show((await play(context, { trades: 500, special: true, failures: STORM })).table),
  },
];
