import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RecordView, WriteAnswer } from '../../api/contract/record.ts'
import { core, coreValues } from '../../ledger/core-registers.ts'
import { ask } from '../api-client/ask.ts'
import { Dialog } from '../components/dialog.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '接收或退回', en: 'Accept or return' },
  about: {
    zh: '接收后，回执写明已接收；退回须说明原因，报送单位更正后重新报送。',
    en: 'The reply will say which. A return needs its reasons; the sender corrects and sends anew.',
  },
  reasons: { zh: '退回原因', en: 'Reasons for a return' },
  accept: { zh: '接收', en: 'Accept' },
  back: { zh: '退回', en: 'Return' },
}

/** Accepts a received report, or returns it with reasons. */
export function SettleDialog({ record, onClose }: { record: RecordView; onClose: () => void }) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const [reasons, setReasons] = useState('')
  const settle = useMutation({
    mutationFn: (step: 'accepted' | 'returned') =>
      ask<WriteAnswer>(`/received/${record.id}/settle`, {
        method: 'POST',
        headers: { 'if-match': `"${record.version}"` },
        body: { step, reasons: step === 'returned' ? reasons : null },
      }),
    onSuccess: () => {
      refreshAfterWrite(queryClient)
      onClose()
    },
  })
  const isEmpty = reasons.trim() === ''
  const { claims } = coreValues(core.receivedReport, record.values)
  return (
    <Dialog title={say(words.title)} onClose={onClose} short>
      <div className="stack">
        <p>
          <strong>{record.title}</strong>
        </p>
        {claims ? <p>{String(claims)}</p> : null}
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
            disabled={settle.isPending || isEmpty}
            onClick={() => settle.mutate('returned')}
          >
            {say(words.back)}
          </button>
        </div>
      </div>
    </Dialog>
  )
}
