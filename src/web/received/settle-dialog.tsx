import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SigningView } from '../../api/contract/passkey.ts'
import type { RecordView, WriteAnswer } from '../../api/contract/record.ts'
import { ask } from '../api-client/ask.ts'
import { signWithPasskey } from '../api-client/passkey.ts'
import { Dialog } from '../components/dialog.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { passkeysQuery } from '../mine/mine-queries.ts'
import { PasskeysElsewhere } from '../mine/passkeys-elsewhere.tsx'
import { signsBy } from '../mine/signs-by.ts'
import { useSay } from '../say.tsx'
import { ArrivalVerdicts } from './arrival-verdicts.tsx'

const words = {
  title: { zh: '接收或退回', en: 'Accept or return' },
  about: {
    zh: '接收后，回执写明已接收；退回须说明原因，报送单位更正后重新报送。',
    en: 'The reply will say which. A return needs its reasons; the sender corrects and sends anew.',
  },
  reasons: { zh: '退回原因', en: 'Reasons for a return' },
  byPasskey: {
    zh: '退回时用您登记的通行密钥签名，报送单位能核对。',
    en: 'A return is signed with your passkey, and its sender can check that.',
  },
  accept: { zh: '接收', en: 'Accept' },
  back: { zh: '退回', en: 'Return' },
}

/** Accepts a received report, or returns it with reasons. */
export function SettleDialog({ record, onClose }: { record: RecordView; onClose: () => void }) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const [reasons, setReasons] = useState('')
  const { data: passkeys, error } = useQuery(passkeysQuery)
  const by = passkeys && signsBy(passkeys)
  const settle = useMutation({
    mutationFn: async (step: 'accepted' | 'returned') => {
      const isBack = step === 'returned'
      return ask<WriteAnswer>(`/received/${record.id}/settle`, {
        method: 'POST',
        headers: { 'if-match': `"${record.version}"` },
        body: {
          step,
          reasons: isBack ? reasons : null,
          passkey: isBack && by === 'passkey' ? await signedReturn(record.id, reasons) : null,
        },
      })
    },
    onSuccess: () => {
      refreshAfterWrite(queryClient)
      onClose()
    },
  })
  const isEmpty = reasons.trim() === ''
  return (
    <Dialog title={say(words.title)} onClose={onClose} short>
      <div className="stack">
        <p>
          <strong>{record.title}</strong>
        </p>
        <ArrivalVerdicts values={record.values} />
        <p className="quiet">{say(words.about)}</p>
        <div className="labelled">
          <label htmlFor="return-reasons">{say(words.reasons)}</label>
          <textarea
            id="return-reasons"
            className="input"
            rows={3}
            data-most={2_000}
            value={reasons}
            onChange={(event) => setReasons(event.target.value)}
          />
        </div>
        {by === 'passkey' ? <p className="quiet small">{say(words.byPasskey)}</p> : null}
        {by === 'elsewhere' ? <PasskeysElsewhere keys={passkeys?.keys ?? []} /> : null}
        {error ? <ErrorNote error={error} /> : null}
        {settle.error ? <ErrorNote error={settle.error} /> : null}
        <div className="actions">
          <button
            type="button"
            className="button primary"
            disabled={settle.isPending || !isEmpty}
            onClick={() => settle.mutate('accepted')}
          >
            {say(words.accept)}
          </button>
          <button
            type="button"
            className="button"
            disabled={settle.isPending || isEmpty || by === undefined || by === 'elsewhere'}
            onClick={() => settle.mutate('returned')}
          >
            {say(words.back)}
          </button>
        </div>
      </div>
    </Dialog>
  )
}

async function signedReturn(record: string, reasons: string) {
  const asked = { method: 'POST', body: { reasons } } as const
  return signWithPasskey(await ask<SigningView>(`/received/${record}/signing`, asked), 'reply')
}
