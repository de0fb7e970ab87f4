import type { TextRun } from 'docx'
import { BuilderElement, XmlComponent } from 'docx'
import { claimTag } from '../../report/check/carried-claim.ts'
import type { Claim } from '../../report/document.ts'

/**
 * A run-level content control around the words of a claim:
 *
 *   <w:sdt>
 *     <w:sdtPr><w:alias w:val="…"/><w:tag w:val="claim:c7"/><w:id w:val="7"/></w:sdtPr>
 *     <w:sdtContent><w:r>…</w:r></w:sdtContent>
 *   </w:sdt>
 *
 * The tag says which claim the words state, so that a check finds them again after somebody
 * edited the file in Word; what the claim rests on stands in the file's own part.
 */
export class ClaimControl extends XmlComponent {
  constructor(claim: Claim, runs: readonly TextRun[], serial: number) {
    super('w:sdt')
    this.root.push(
      new BuilderElement({
        name: 'w:sdtPr',
        children: [
          valued('w:alias', claim.figure ?? claim.duty ?? claim.kind),
          valued('w:tag', claimTag(claim)),
          valued('w:id', serial),
        ],
      }),
      new BuilderElement({ name: 'w:sdtContent', children: [...runs] }),
    )
  }
}

function valued(name: string, value: string | number): XmlComponent {
  return new BuilderElement({ name, attributes: { val: { key: 'w:val', value } } })
}
