import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import type { Parcel } from '../../report/exchange/parcel.ts'
import { laterParcel, parcelAddress, parseParcel } from '../../report/exchange/parcel.ts'

/** A parcel as it was read, with whom it says it is from and for; nothing of it is believed. */
export type GivenParcelText = { readonly from: string; readonly to: string } & (
  | { readonly parcel: Parcel; readonly fault: null }
  | { readonly parcel: null; readonly fault: Fault }
)

/** Reads one; `fault`: `parcel.newer` where a later program wrote it, else `parcel.form`. */
export function readParcel(text: string): GivenParcelText {
  const parcel = parseParcel(text)
  if (parcel !== null) return { ...parcelAddress(parcel), parcel, fault: null }
  const later = laterParcel(text)
  return later === null
    ? { from: '', to: '', parcel: null, fault: broken }
    : { ...parcelAddress(later), parcel: null, fault: newer }
}

const broken = fault('parcel.form', {
  text: {
    zh: '这一份不成格式，或在途中被改动。',
    en: 'This parcel is not of its form, or was changed on its way.',
  },
  hint: { zh: '请对方重新导出。', en: 'Ask the other side for a new bundle.' },
})

const newer = fault('parcel.newer', {
  text: {
    zh: '这一份由较新的程序写成，其中有本程序不认识的内容，没有收下。',
    en: 'A newer program wrote this parcel, with fields that this one does not know: not taken.',
  },
  hint: {
    zh: '请升级本服务器，再导入或交换一次；没有收到的会再次送来。',
    en: 'Upgrade this server, then bring it in or exchange again: what did not arrive comes anew.',
  },
})
