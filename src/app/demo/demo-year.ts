import { demoRandom } from './random.ts'
import { tellAssets } from './tell-assets.ts'
import { tellAssignments, tellPlannedMeetings } from './tell-assignments.ts'
import {
  tellAppointments,
  tellDeclarations,
  tellDuties,
  tellTalks,
  tellTraining,
} from './tell-cadres.ts'
import {
  tellActivities,
  tellEducation,
  tellInspections,
  tellLectures,
  tellPublicity,
  tellRest,
} from './tell-education.ts'
import { tellElections } from './tell-elections.ts'
import { tellBranchMeetings, tellLeadershipMeetings, tellSitIns } from './tell-meetings.ts'
import { tellDocuments } from './tell-papers.ts'
import {
  tellNextSteps,
  tellPlans,
  tellRegulationChecks,
  tellRulesAndProjects,
} from './tell-plans.ts'
import { tellProblems, tellReportProblems } from './tell-problems.ts'
import {
  tellAnnualReport,
  tellAttestations,
  tellDispatches,
  tellStatements,
} from './tell-reports.ts'
import { tellRoster } from './tell-roster.ts'
import { tellStories } from './tell-stories.ts'
import { tellBranchStudy, tellResearch, tellStudyGroup, tellWeeklyStudy } from './tell-study.ts'
import { DemoWorld } from './world.ts'
import type { DemoWrite } from './world.ts'

/** The two years the demo tells. */
export const demoYears = [2024, 2025] as const

/** What the demo needs of the world: a seed and the working days of China. */
export interface DemoSettings {
  readonly seed: number
  /** Whether this day (`YYYY-MM-DD`) is a working day, holidays and make-up days counted. */
  readonly isWorkday: (day: string) => boolean
}

/**
 * Two years of 海棠市档案馆 and the January after them, as the writes its clerks made, in the
 * order they made them. The same seed gives the same writes, ids and moments included. A `record`
 * field always names a record written before.
 */
export function demoYear({ seed, isWorkday }: DemoSettings): readonly DemoWrite[] {
  const world = new DemoWorld(demoRandom(seed), isWorkday)
  tellRoster(world)
  tellElections(world)
  const problems = demoYears.map((year) => tellYear(world, year))
  tellNextSteps(world, problems[0] ?? [], 2025)
  tellNextSteps(world, problems[1] ?? [], 2026)
  tellAnnualReport(world, 2026)
  tellAssignments(world, 2025)
  tellPlannedMeetings(world, 2026)
  return inOrder(world.writes)
}

function tellYear(world: DemoWorld, year: number): readonly string[] {
  tellAnnualReport(world, year)
  tellLeadershipMeetings(world, year)
  tellBranchMeetings(world, year)
  tellSitIns(world, year)
  tellStudyGroup(world, year)
  tellWeeklyStudy(world, year)
  tellBranchStudy(world, year)
  tellResearch(world, year)
  tellDocuments(world, year)
  tellProblems(world, year)
  tellDispatches(world, year)
  tellTraining(world, year)
  tellAppointments(world, year)
  tellDeclarations(world, year)
  tellDuties(world, year)
  tellTalks(world, year)
  tellAssets(world, year)
  tellPlans(world, year)
  tellRegulationChecks(world, year)
  tellRulesAndProjects(world, year)
  tellEducation(world, year)
  tellLectures(world, year)
  tellInspections(world, year)
  tellActivities(world, year)
  tellPublicity(world, year)
  tellRest(world, year)
  tellAttestations(world, year)
  tellStatements(world, year)
  tellStories(world, year)
  return tellReportProblems(world, year)
}

/** By moment; what was told first stays first where moments are equal. */
function inOrder(writes: readonly DemoWrite[]): readonly DemoWrite[] {
  return writes.toSorted((one, other) =>
    one.recordedAt < other.recordedAt ? -1 : one.recordedAt > other.recordedAt ? 1 : 0,
  )
}
