import type { CaseFiles } from '#ports';
import type { CaseEvent } from '#schemas/case.ts';
import type { Task } from '#schemas/case-file.ts';
import { Failure } from '#schemas/failures.ts';
import { TaskId } from '#schemas/ids.ts';
import { type ActPorts, actEvent } from './acts.ts';
import type { Asked, DoorInput } from './door-input.ts';
import { logCaseEvents } from './event-log.ts';
import { notFound, ownCase, partIn } from './own-case.ts';
import { partIdText } from './part-id.ts';

export type TaskPorts = ActPorts & {
  readonly files: Pick<CaseFiles, 'file' | 'add' | 'change' | 'tasksSharedWith'>;
};

/** Adds a task to a team's own case; the same words again add nothing. Throws as `ownCase` and `add` do. */
export async function addTask(asked: Asked<'add_task'>, ports: TaskPorts): Promise<Task> {
  const { case: own } = await ownCase(asked, ports);
  const at = ports.clock.now().toISOString();
  const task: Task = {
    task_id: TaskId.parse(`tsk-${partIdText('task', own.case_id, asked.title)}`),
    case_id: own.case_id,
    team: own.team,
    title: asked.title,
    status: 'open',
    added_by: asked.actor,
    added_at: at,
    assigned_to: null,
    shared: null,
    done: null,
    revision: 0,
  };
  const event = taskEvent(asked, task, 'task_added', at);
  if (await ports.files.add({ part: 'task', value: task }, event)) {
    await logCaseEvents(ports, `door-${event.event_id}`, [event]);
    return task;
  }
  return ownTask({ ...asked, task_id: task.task_id }, ports);
}

/** Gives a task to somebody of the asker's own team. Throws Failure('RuleViolated') for somebody of another. */
export async function assignTask(asked: Asked<'assign_task'>, ports: TaskPorts): Promise<Task> {
  const task = await reachableTask(asked, ports);
  if (asked.assignee.team !== asked.actor.team)
    throw new Failure('RuleViolated', 'a task is assigned within the own team; share it with another');
  const { assigned_to: before } = task;
  if (before?.id === asked.assignee.id && before.team === asked.assignee.team) return task;
  refuseDone(task);
  return move(asked, task, { assigned_to: asked.assignee }, 'task_assigned', ports);
}

/** Asks another team to share a task; it sees nothing of it until it agrees (R37). */
export async function shareTask(asked: Asked<'share_task'>, ports: TaskPorts): Promise<Task> {
  const task = await ownTask(asked, ports);
  if (asked.with_team === asked.actor.team)
    throw new Failure('RuleViolated', 'the own team has the task already');
  if (task.shared && task.shared.status !== 'declined') {
    if (task.shared.team === asked.with_team) return task;
    throw new Failure('TransitionRefused', 'another team was asked to share it, and did not decline');
  }
  refuseDone(task);
  const shared = { team: asked.with_team, status: 'asked' as const };
  return move(asked, task, { shared }, 'task_share_asked', ports);
}

/** The asked team's answer. Throws Failure('NotFound') for a task that nobody asked this team to share. */
export async function answerShare(asked: Asked<'answer_share'>, ports: TaskPorts): Promise<Task> {
  const task = await askedTask(asked, ports);
  const status = asked.agree ? ('agreed' as const) : ('declined' as const);
  if (task.shared?.status === status) return task;
  if (task.shared?.status !== 'asked')
    throw new Failure('TransitionRefused', `your team ${task.shared?.status ?? 'answered'} already`);
  return move(
    asked,
    task,
    { shared: { team: asked.actor.team, status } },
    asked.agree ? 'task_share_agreed' : 'task_share_declined',
    ports,
  );
}

/** Ends a task. Throws Failure('TransitionRefused') when somebody else did. */
export async function finishTask(asked: Asked<'finish_task'>, ports: TaskPorts): Promise<Task> {
  const task = await reachableTask(asked, ports);
  if (task.done?.by.id === asked.actor.id && task.done.by.team === asked.actor.team) return task;
  refuseDone(task);
  const done = { by: asked.actor, at: ports.clock.now().toISOString() };
  return move(asked, task, { status: 'done', done }, 'task_done', ports);
}

export type SharedTask =
  | { readonly task_id: Task['task_id']; readonly status: 'asked' }
  | { readonly status: 'agreed'; readonly task: Task };

/** What other teams ask this team to share, and what it agreed to; of a question only that it is there (R37). */
export async function sharedTasks(team: string, { files }: TaskPorts): Promise<SharedTask[]> {
  return (await files.tasksSharedWith(team)).flatMap((task): SharedTask[] => {
    if (task.shared?.status === 'agreed') return [{ status: 'agreed', task }];
    return task.shared?.status === 'asked' ? [{ task_id: task.task_id, status: 'asked' }] : [];
  });
}

type OnTask = { readonly actor: DoorInput['actor']; readonly task_id: TaskId };

/** A task in the team's own case, or one that it agreed to share; any other is not there (R45). */
async function reachableTask(
  asked: OnTask & { readonly case_id?: string | undefined },
  ports: TaskPorts,
): Promise<Task> {
  if (asked.case_id !== undefined) return ownTask({ ...asked, case_id: asked.case_id }, ports);
  const task = await askedTask(asked, ports);
  if (task.shared?.status !== 'agreed') throw notFound('task', asked.task_id);
  return task;
}

async function ownTask(asked: OnTask & { readonly case_id: string }, ports: TaskPorts): Promise<Task> {
  const { tasks } = await ownCase(asked, ports);
  return partIn(tasks, 'task', asked.task_id, (each) => each.task_id);
}

/** A task that this team was asked to share, as it stands: the index that finds it may lag behind. */
async function askedTask({ actor, task_id }: OnTask, { files }: TaskPorts): Promise<Task> {
  const found = (await files.tasksSharedWith(actor.team)).find((task) => task.task_id === task_id);
  const file = found && (await files.file(found.case_id));
  const task = file?.tasks.find((each) => each.task_id === task_id);
  if (task?.shared?.team !== actor.team) throw notFound('task', task_id);
  return task;
}

async function move(
  asked: Parameters<typeof actEvent>[0],
  task: Task,
  to: Partial<Pick<Task, 'status' | 'assigned_to' | 'shared' | 'done'>>,
  kind: CaseEvent['event'],
  ports: TaskPorts,
): Promise<Task> {
  const moved: Task = { ...task, ...to, revision: task.revision + 1 };
  const event = taskEvent(asked, moved, kind, ports.clock.now().toISOString());
  await ports.files.change({ part: 'task', value: moved }, task.revision, event);
  await logCaseEvents(ports, `door-${event.event_id}`, [event]);
  return moved;
}

const taskEvent = (
  asked: Parameters<typeof actEvent>[0],
  task: Task,
  event: CaseEvent['event'],
  at: string,
): CaseEvent =>
  actEvent(asked, {
    subject_id: task.case_id,
    event,
    at,
    occasion: `${task.task_id} ${task.revision}`,
    details: { task_id: task.task_id },
  });

function refuseDone(task: Task): void {
  if (task.status === 'done') throw new Failure('TransitionRefused', `task ${task.task_id} is done already`);
}
