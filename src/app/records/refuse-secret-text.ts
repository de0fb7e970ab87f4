import type { Place } from '../../ledger/fault.ts'
import { refuse } from '../../ledger/fault.ts'
import { carriesSecretMark } from '../../ledger/fields/secret-mark.ts'

/** Refuses with `text.secret` a text that carries a mark of state secrecy. */
export function refuseSecretText(text: string, at: Place = []): void {
  if (!carriesSecretMark(text)) return
  refuse('text.secret', {
    at,
    text: {
      zh: '文字带有国家秘密标志，不得进入本系统',
      en: 'The text carries a mark of state secrecy and must not enter this system',
    },
    hint: {
      zh: '涉密不上网、上网不涉密。请在涉密环境办理。',
      en: 'Handle it in a classified environment.',
    },
  })
}
