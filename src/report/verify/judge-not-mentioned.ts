import { notMentionedIn } from '../check/not-mentioned.ts'
import { broken } from './findings.ts'
import type { ClaimGround } from './judge-claims.ts'
import { isSeen } from './judge-claims.ts'
import type { Finding } from './verification.ts'

/**
 * Holds what a report says that it leaves out against the enclosed records, so far as these tell:
 * a duty that rests on closed records, or on who is who, is the keeper's word.
 */
export function judgeNotMentioned(ground: ClaimGround): Finding[] {
  const { document, uses, recomputation } = ground
  const { notMentioned, claims } = document
  if (notMentioned === undefined) return []
  const stated = new Set(notMentioned.map(({ duty }) => duty))
  return [...uses.duties.values()].flatMap((used): Finding[] => {
    const { definition: duty, closed, fromRecords, reads } = used
    if (!fromRecords || closed.length > 0 || !isSeen(reads, ground)) return []
    const standing = recomputation.standing(duty)
    if (standing === null) return []
    const isLeftOut = notMentionedIn(claims, [{ duty, standing }]).length > 0
    if (isLeftOut === stated.has(duty.id)) return []
    return [broken(isLeftOut ? 'unmentioned.hidden' : 'unmentioned.untrue', duty.label.zh)]
  })
}
