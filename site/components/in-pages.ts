import BrowserNeeds from './BrowserNeeds.astro';
import Cards from './Cards.astro';
import ChapterLink from './ChapterLink.astro';
import Checks from './Checks.astro';
import Choice from './Choice.astro';
import Downloads from './Downloads.astro';
import EventBoard from './EventBoard.astro';
import EventDrawing from './EventDrawing.astro';
import Expand from './Expand.astro';
import Fence from './Fence.astro';
import FileTree from './FileTree.astro';
import LabCode from './LabCode.astro';
import LabCosts from './LabCosts.astro';
import LabDiagram from './LabDiagram.astro';
import LabFacts from './LabFacts.astro';
import Lifecycle from './Lifecycle.astro';
import Mishap from './Mishap.astro';
import Notice from './Notice.astro';
import Planned from './Planned.astro';
import Quiz from './Quiz.astro';
import RecordedRun from './RecordedRun.astro';
import RecordedTraces from './RecordedTraces.astro';
import ServiceCard from './ServiceCard.astro';
import StageDiff from './StageDiff.astro';
import Steps from './Steps.astro';
import Tab from './Tab.astro';
import Tabs from './Tabs.astro';
import Task from './Task.astro';
import Term from './Term.astro';

/** What a page may use without importing it: every component an author knows, and what a fence becomes. */
export const components = {
  pre: Fence,
  BrowserNeeds,
  Cards,
  ChapterLink,
  Checks,
  Choice,
  Downloads,
  EventBoard,
  EventDrawing,
  Expand,
  FileTree,
  LabCode,
  LabCosts,
  LabDiagram,
  LabFacts,
  Lifecycle,
  Mishap,
  Notice,
  Planned,
  Quiz,
  RecordedTraces,
  RecordedRun,
  ServiceCard,
  StageDiff,
  Steps,
  Tab,
  Tabs,
  Task,
  Term,
};
