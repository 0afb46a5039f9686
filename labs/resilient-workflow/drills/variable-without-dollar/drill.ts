import type { Drill } from '#labs/contract.ts';
import { outcome, someOrder, watch } from '../../orders.ts';

export const drill: Drill = {
  id: 'variable-without-dollar',
  title: { vi: 'Bản định nghĩa bị từ chối', en: 'The definition is refused' },
  symptom: {
    vi: 'Bản mới có đủ Retry, Catch, Choice. Triển khai dừng ở máy trạng thái, stack về như cũ, và đơn quá hạn mức vẫn được tính là xong.',
    en: 'The new version has its Retry, Catch and Choice. The deployment stops at the state machine, the stack goes back, and an order above the limit still counts as done.',
  },
  over: 'start',
  async provoke(context) {
    const said = `over-limit: ${outcome(await watch(context, someOrder(context, 'over-limit'), 1))}`;
    context.tell({ vi: said, en: said });
  },
  deploymentFails:
    "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Value is not a Reference Path: Reference path didn't start with '$' at /States/Answer/Choices[0]/Variable, SCHEMA_VALIDATION_FAILED: Value is not a Reference Path: Reference path didn't start with '$' at /States/Answer/Choices[1]/Variable'",
  fails: ['retried', 'bounded', 'by-name', 'answered', 'prepared'],
  hints: [
    {
      vi: 'Câu lỗi có địa chỉ ở cuối: /States/Answer/Choices[0]/Variable. Đi theo nó vào workflow.ts.',
      en: 'The message ends in an address: /States/Answer/Choices[0]/Variable. Follow it into workflow.ts.',
    },
    {
      vi: 'Value is not a Reference Path: giá trị ở đó phải là một đường dẫn tới đúng một chỗ trong dữ liệu. Đường dẫn bắt đầu từ đâu?',
      en: 'Value is not a Reference Path: what stands there has to be a path to one place in the data. Where do paths begin?',
    },
    {
      vi: 'Trong JSONPath, $ là gốc của đầu vào. status chỉ là một chữ; $.status mới là trường status của đầu vào.',
      en: 'In JSONPath $ is the root of the input. status is but a word; $.status is the field status of the input.',
    },
    {
      vi: "Trong state Answer, đổi cả hai Variable: 'status' thành '$.status'. --solve làm giúp bạn.",
      en: "In the state Answer turn both Variable: 'status' into '$.status'. --solve does it for you.",
    },
  ],
};
