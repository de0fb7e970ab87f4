import { compareTexts } from '../../ledger/compare-texts.ts'
import { RecordPlayer } from './play-records.ts'
import { tellCall, tellDutyList, tellReport } from './play-steps.ts'
import type { Chapter, Story } from './read-story.ts'
import type { StoryFault } from './story-fault.ts'
import type { Scope } from './story-values.ts'
import type { Path, PlaySettings } from './teller.ts'
import { Teller } from './teller.ts'
import type { DemoCallStep, DemoListStep, DemoReportStep, DemoWrite } from './told.ts'

/** The writes of a story in the order in which they were made, and what went wrong with it. */
export interface Played {
  readonly writes: readonly DemoWrite[]
  /** In their order, after the writes of their day. */
  readonly reportSteps: readonly DemoReportStep[]
  readonly callSteps: readonly DemoCallStep[]
  readonly listSteps: readonly DemoListStep[]
  readonly faults: readonly StoryFault[]
}

/**
 * Plays a story: the writes that its clerks made before today, in the order they made them. The
 * same seed and day give the same writes, ids and moments included. Reads no clock and no other
 * source of chance. Every year is played to its end and then cut off, so that what has happened
 * does not hang on what is still to come.
 */
export function playStory(story: Story, settings: PlaySettings): Played {
  const teller = new Teller(story, settings)
  const records = new RecordPlayer(teller)
  const reportSteps: DemoReportStep[] = []
  const callSteps: DemoCallStep[] = []
  const listSteps: DemoListStep[] = []
  for (const chapter of story.chapters) {
    const inItsYears = yearsOfChapter(teller, chapter)
    inItsYears('tellings', (one, spot) => records.tell(one, chapter, spot))
    inItsYears('reports', (one, spot) => tellReport(teller, one, { ...spot, told: reportSteps }))
    inItsYears('calls', (one, spot) => tellCall(teller, one, { ...spot, told: callSteps }))
    inItsYears('dutyLists', (one, spot) => tellDutyList(teller, one, { ...spot, told: listSteps }))
  }
  const end = new Date(`${settings.today}T00:00:00.000+08:00`).toISOString()
  const before = <T>(all: readonly T[], momentOf: (one: T) => string) =>
    all
      .filter((one) => momentOf(one) < end)
      .toSorted((one, other) => compareTexts(momentOf(one), momentOf(other)))
  return {
    writes: before(records.writes, ({ recordedAt }) => recordedAt),
    reportSteps: before(reportSteps, ({ at }) => at),
    callSteps: before(callSteps, ({ at }) => at),
    listSteps: before(listSteps, ({ at }) => at),
    faults: [...teller.faults, ...teller.neverTold()],
  }
}

type Kind = 'tellings' | 'reports' | 'calls' | 'dutyLists'

/** Tells what a chapter has of a kind, one after the other, each in every year that it is for. */
function yearsOfChapter(teller: Teller, chapter: Chapter) {
  const chances = teller.chances(chapter.file)
  return <K extends Kind>(
    kind: K,
    tell: (one: Chapter[K][number], spot: { scope: Scope; path: Path }) => void,
  ): void => {
    for (const [nth, one] of chapter[kind].entries()) {
      const path = [kind, nth]
      for (const year of one.years ?? teller.years.keys()) {
        teller.trying({ file: chapter.file, path }, () => {
          const scope = teller.inYear(year, path)
          teller.random = chances.get(year) ?? teller.random
          tell(one, { scope, path })
        })
      }
    }
  }
}
