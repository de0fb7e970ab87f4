/**
 * The UTC moment (ISO, to the second) of a wall clock `HH:MM` on a day in a zone. Where the clock
 * was put back and the hour came twice, the first one; where it never came, the one after.
 */
export function momentIn({ day, time, zone }: { day: string; time: string; zone: string }): string {
  const asUtc = Date.parse(`${day}T${time.slice(0, 5)}:00Z`)
  let moment = asUtc - offsetMs(asUtc, zone)
  // The offset may differ on the other side of a change of clocks.
  moment = asUtc - offsetMs(moment, zone)
  return `${new Date(moment).toISOString().slice(0, 19)}Z`
}

function offsetMs(instantMs: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(instantMs)
  return Date.parse(`${parts.replace(' ', 'T')}Z`) - Math.floor(instantMs / 1000) * 1000
}
