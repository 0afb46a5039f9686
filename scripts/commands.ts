import type { Command } from './command.ts';
import { bench } from './commands/bench.ts';
import { cloud } from './commands/cloud.ts';
import { cloudMail } from './commands/cloud-mail.ts';
import { cloudStop } from './commands/cloud-stop.ts';
import { eventCleanup } from './commands/event-cleanup.ts';
import { eventPlan } from './commands/event-plan.ts';
import { eventPrepare } from './commands/event-prepare.ts';
import { eventRehearse } from './commands/event-rehearse.ts';
import { eventReport } from './commands/event-report.ts';
import { eventStatus } from './commands/event-status.ts';
import { labCheck } from './commands/lab-check.ts';
import { labDeploy } from './commands/lab-deploy.ts';
import { labDestroy } from './commands/lab-destroy.ts';
import { labDrill } from './commands/lab-drill.ts';
import { labList } from './commands/lab-list.ts';
import { labNew } from './commands/lab-new.ts';
import { labRecord } from './commands/lab-record.ts';
import { labRun } from './commands/lab-run.ts';
import { labStatus } from './commands/lab-status.ts';
import { labVerify } from './commands/lab-verify.ts';
import { siteDeploy } from './commands/site-deploy.ts';
import { siteDestroy } from './commands/site-destroy.ts';
import { siteImportHugo } from './commands/site-import-hugo.ts';
import { siteNew } from './commands/site-new.ts';
import { siteStamp } from './commands/site-stamp.ts';
import { start } from './commands/start.ts';

/** Every command, in the order of the overview. */
export const commands: readonly Command[] = [
  start,
  cloud,
  cloudMail,
  cloudStop,
  labList,
  labDeploy,
  labRun,
  labCheck,
  labStatus,
  labDestroy,
  labDrill,
  labVerify,
  labNew,
  labRecord,
  eventPlan,
  eventPrepare,
  eventRehearse,
  eventStatus,
  eventCleanup,
  eventReport,
  siteNew,
  siteStamp,
  siteImportHugo,
  siteDeploy,
  siteDestroy,
  bench,
];
