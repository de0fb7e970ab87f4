import { wallClock } from '../app/clock/wall-clock.ts'
import type { AppPorts } from '../app/ports/app-ports.ts'

/** Where the units of an installation are known. */
export interface Zoned {
  readonly organisations: {
    all(): Promise<readonly Pick<Listed, 'kind' | 'zone'>[]>
  }
}

type Listed = Awaited<ReturnType<AppPorts['organisations']['all']>>[number]

/** The zone of the first real unit, which never changes once there is one; null before. */
export async function unitZone({ organisations }: Zoned): Promise<string | null> {
  return (await organisations.all()).find(({ kind }) => kind === 'real')?.zone ?? null
}

/** Moments for the terminal: by the clock of the unit, else of the machine, which is named. */
export async function terminalMoments(ports: Zoned): Promise<(iso: string) => string> {
  const zone = (await unitZone(ports)) ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  return (iso) => {
    const { day, time } = wallClock(zone, Date.parse(iso))
    return `${day} ${time} ${zone}`
  }
}
