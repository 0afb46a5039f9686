import { z } from 'astro/zod';
import { coverKinds } from '../drawing/cover.ts';

/** What stands at the head of a page. Hugo's names where Hugo has one. Unknown fields are refused. */
export const frontMatter = z
  .object({
    title: z.string().min(1).describe('The heading of the page.'),
    linkTitle: z.string().min(1).optional().describe('A shorter title for the sidebar and the breadcrumbs.'),
    description: z.string().min(20).max(220).describe('One or two sentences for search results and for the cards that lead here.'),
    weight: z.int().min(0).describe('The place among its siblings, and the number shown; the folder starts with it.'),
    chapter: z.boolean().default(false).describe("A part's cover: a large heading, a picture and cards of what it holds."),
    cover: z.enum(coverKinds).optional().describe('Which drawn picture heads the page.'),
    goal: z.string().min(20).max(220).optional().describe("A part's cover: what the part is for, in one sentence."),
    outcomes: z
      .array(z.string().min(10).max(200))
      .min(1)
      .max(6)
      .optional()
      .describe("A part's cover: what the reader has at the end, one thing a line."),
    level: z
      .union([z.literal(100), z.literal(200), z.literal(300), z.literal(400)])
      .optional()
      .describe('How much a reader should know: 100 nothing, 400 nearly everything.'),
    minutes: z
      .int()
      .positive()
      .optional()
      .describe('How long a reader takes, exercises and the steps below included. A page without it takes as long as the pages below it.'),
    lab: z
      .string()
      .regex(/^[a-z0-9-]+$/)
      .optional()
      .describe('The folder under labs/ that the page works with.'),
    stage: z
      .string()
      .regex(/^[a-z0-9-]+$/)
      .optional()
      .describe("The lab's stage that the reader has at the end of the page."),
    facts: z
      .date()
      .transform((date) => date.toISOString().slice(0, 10))
      .optional()
      .describe('When the facts that age (limits, prices, versions) were last checked.'),
    unrun: z.string().optional().describe('Why the commands of this page are not run by the tests.'),
    unpaired: z
      .string()
      .min(20)
      .optional()
      .describe('Why the two languages of this page differ in structure; stands in both. Imported pages only.'),
    source: z
      .string()
      .regex(/^[0-9a-f]{10}$/)
      .optional()
      .describe('English pages: the fingerprint of the Vietnamese text that was translated.'),
  })
  .strict()
  .superRefine((page, context) => {
    for (const field of ['goal', 'outcomes'] as const) {
      if (page[field] === undefined || page.chapter) continue;
      context.addIssue({ code: 'custom', path: [field], message: `${field} is for a part's cover: the page lacks chapter: true` });
    }
  });

export type FrontMatter = z.infer<typeof frontMatter>;
