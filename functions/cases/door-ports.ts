import type { CaseFiles, CaseStore } from '#ports';
import type { ClosePorts } from './close-case.ts';
import type { DecidePorts } from './decide.ts';
import type { ListPorts } from './current-list.ts';
import type { CandidatePorts } from './show-candidate.ts';
import type { ReviewPorts } from './note-review.ts';
import type { OutcomePorts } from './record-outcome.ts';
import type { ShowCasePorts } from './show-case.ts';
import type { StopPorts } from './stop-button.ts';
import type { TaskPorts } from './tasks.ts';

/** All that the operations at the door work with. */
export type DoorPorts = DecidePorts &
  TaskPorts &
  OutcomePorts &
  ReviewPorts &
  ClosePorts &
  ShowCasePorts &
  ListPorts &
  CandidatePorts &
  StopPorts & {
    readonly cases: Pick<CaseStore, 'candidates' | 'intakes'>;
    readonly files: Pick<CaseFiles, 'casesOf' | 'setContact'>;
  };
