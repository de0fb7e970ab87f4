import type { ProposedPlanView } from '../../api/contract/plan.ts'

/** A task that is proposed for the year, as somebody changes it before it is written. */
export interface DraftTask {
  readonly key: string
  readonly kind: 'problem' | 'last-year' | 'report'
  readonly ticked: boolean
  readonly title: string
  readonly leadOffice: string | null
  readonly owner: string | null
  readonly supervisor: string | null
  readonly due: string | null
  /** The problem or the task of last year that it comes from. */
  readonly source: string | null
  /** Named in last year's report. */
  readonly inReport: boolean
}

/** Characters of a task's title at most, as its register has it. */
export const taskTitleCharactersMax = 160

/** The tasks that the proposal stands for; a day of last year is no day of this one. */
export function proposedTasks(proposal: ProposedPlanView): readonly DraftTask[] {
  const { year } = proposal
  const dueIn = (due: string | null) => (due !== null && due >= `${year}-01-01` ? due : null)
  const problems = proposal.problems.map(
    (one): DraftTask => ({
      key: one.problem,
      kind: 'problem',
      ticked: true,
      title: one.title,
      leadOffice: one.leadOffice,
      owner: one.owner,
      supervisor: one.supervisor,
      due: dueIn(one.due),
      source: one.problem,
      inReport: one.inReport,
    }),
  )
  const unfinished = proposal.unfinished.map(
    (one): DraftTask => ({
      key: one.id,
      kind: 'last-year',
      ticked: true,
      title: one.title,
      leadOffice: one.leadOffice,
      owner: one.owner,
      supervisor: one.supervisor,
      due: null,
      source: one.id,
      inReport: false,
    }),
  )
  return [...problems, ...unfinished]
}

/** A sentence of last year's report as a task. */
export function stepTask(text: string): DraftTask {
  const title = text.replace(/^[一二三四五六七八九十]+是|[。；;.]$/g, '').trim()
  return {
    key: `report ${title}`,
    kind: 'report',
    ticked: true,
    title: title.slice(0, taskTitleCharactersMax),
    leadOffice: null,
    owner: null,
    supervisor: null,
    due: null,
    source: null,
    inReport: true,
  }
}

/** The ticked tasks as the server takes them. */
export function tasksBody(tasks: readonly DraftTask[]): readonly object[] {
  return tasks
    .filter(({ ticked }) => ticked)
    .map(({ title, leadOffice, owner, supervisor, due, kind, source }) => ({
      title,
      leadOffice,
      owner,
      supervisor,
      due,
      from:
        kind === 'problem'
          ? { kind, problem: source }
          : kind === 'last-year'
            ? { kind, task: source }
            : { kind },
    }))
}
