import { IDLE_RULES, isFreeWhenIdle, type Template, type TemplateResource, UNPRICED_IF } from './idle-rules.ts';
import { type IdleCost, type IdleCosts, PRICED_REGIONS, type PricedRegion } from './price.ts';
import { HOURS_OF_A_MONTH, PRICES, type PriceId } from './prices.ts';

/** What a synthesised template costs while it stands idle in a region, line by line. */
export function idleCosts(template: Template, region: string): IdleCosts {
  const resources = Object.entries(template.Resources ?? {});
  const pricedAs = PRICED_REGIONS.find((priced) => priced === region) ?? dearest(template);
  const lines = resources.flatMap(([logicalId, resource]) => linesOf(logicalId, resource, template, pricedAs));
  return {
    region,
    pricedAs,
    usdPerHour: lines.reduce((sum, { usdPerHour }) => sum + usdPerHour, 0),
    checked: lines.map(({ price }) => PRICES[price as PriceId].checked).sort()[0] ?? oldest,
    estimated: region !== pricedAs || lines.some((line) => line.estimated),
    lines,
    unpriced: [...new Set(resources.flatMap(([, resource]) => unpriced(resource, template)))].sort(),
  };
}

const oldest = Object.values(PRICES)
  .map(({ checked }) => checked)
  .sort()[0]!;

/** Reason: an estimate for a region without prices must not be too low. */
function dearest(template: Template): PricedRegion {
  const total = (region: PricedRegion) => idleCosts(template, region).usdPerHour;
  return [...PRICED_REGIONS].sort((a, b) => total(b) - total(a))[0]!;
}

function linesOf(logicalId: string, { Type, Properties = {} }: TemplateResource, template: Template, region: PricedRegion): IdleCost[] {
  return (IDLE_RULES[Type]?.(Properties, template) ?? []).flatMap(([price, units]) => {
    if (units === undefined || units === 0) return [];
    const { unit, usd } = PRICES[price];
    const { amount, estimated = false }: { amount: number; estimated?: boolean } = usd[region];
    return [{ logicalId, type: Type, price, units, usdPerHour: (units * amount) / (unit === 'month' ? HOURS_OF_A_MONTH : 1), estimated }];
  });
}

function unpriced({ Type, Properties = {} }: TemplateResource, template: Template): string[] {
  const rule = IDLE_RULES[Type];
  if (UNPRICED_IF[Type]?.some((property) => Properties[property] !== undefined && Properties[property] !== false)) return [Type];
  if (!rule) return isFreeWhenIdle(Type) ? [] : [Type];
  return rule(Properties, template).some(([, units]) => units === undefined) ? [Type] : [];
}

/** Money as people read it: two figures at least, and never 0 for what is not free. */
export function usd(amount: number): string {
  if (amount === 0) return '0.00';
  if (amount < 0.000001) return '< 0.000001';
  return amount >= 0.1 ? amount.toFixed(2) : String(Number(amount.toPrecision(2)));
}
