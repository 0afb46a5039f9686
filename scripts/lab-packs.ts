import { makeOfLabs } from './make-of-labs.ts';
import { packLab } from './pack-lab.ts';

// Each lab as a page runs it.
await makeOfLabs((id, root, scratch) => packLab(root, id, scratch));
