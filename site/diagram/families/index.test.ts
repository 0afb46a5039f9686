import { expect, test } from 'vitest';
import { anyAwsIcon } from '../../drawing/aws-icon.ts';
import { families } from './index.ts';

test('every type is drawn with an icon that exists, under names in both languages, or folded for a reason', () => {
  for (const [type, { label, icon, folded }] of Object.entries(families)) {
    if (folded) expect(folded.because, type).not.toBe('');
    else {
      expect([label.vi, label.en], type).not.toContain('');
      expect(anyAwsIcon(icon.includes('/') ? icon : `architecture-service/${icon}`).inside, type).toContain('<');
    }
  }
});
