import type { Requirement } from './duty.ts'

/** What a duty looks at: who may not read one of these may not see the records behind it. */
export interface DutySubjects {
  readonly figures: readonly string[]
  readonly registers: readonly string[]
}

/** The figures and registers a requirement is judged by; the roster is open to everybody. */
export function subjectsOf(require: Requirement): DutySubjects {
  switch (require.kind) {
    case 'quota':
    case 'cap':
    case 'deadline':
    case 'season':
    case 'weekly':
    case 'term':
    case 'task':
    case 'notMoreThanLastYear':
    case 'everyone':
      return { figures: [require.figure], registers: [] }
    case 'hours':
      return { figures: require.figures, registers: [] }
    case 'forEach':
      return subjectsOf(require.require)
    case 'each':
    case 'none':
      return { figures: [], registers: [require.register] }
    case 'within':
      return { figures: [], registers: [require.after, require.register] }
    case 'held':
      return { figures: [], registers: [] }
  }
}
