import type { Language } from './language.ts';
import type { Translate } from './translate.ts';

/** Minutes as people say them: `45 phút`, `2 giờ`, `5 giờ 40 phút`. */
export function duration(t: Translate, minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (minutes < 90) return t('page.minutes', { minutes });
  return rest === 0 ? t('page.hours', { hours }) : t('page.hoursMinutes', { hours, minutes: rest });
}

/** An amount of money, without its currency. */
export function usd(language: Language, amount: number): string {
  return amount.toLocaleString(language, { maximumFractionDigits: 4 });
}
