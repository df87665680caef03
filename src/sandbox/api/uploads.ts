import { MAXIMUM_ROWS_IN_PART } from '../../shared/central-api/uploads'
import { readPart } from '../catalogue/part'
import type { UploadRow, Uploads } from '../catalogue/uploads'
import type { Company } from '../companies'
import { ApiError, type Handlers } from './http'

/** What a company's Client calls to tell its stock levels and prices. */
export function uploadHandlers({ uploads }: { uploads: Uploads }) {
  const known = (company: Company, uploadId: string): UploadRow => {
    const upload = uploads.find(company.companyId, uploadId)
    if (upload === undefined) throw new ApiError('not-found', 'no such upload')
    return upload
  }
  const refuseUnless = (upload: UploadRow, state: UploadRow['state']): void => {
    if (upload.state === state) return
    const why = {
      open: 'is still open',
      committed: 'has been committed',
      abandoned: 'has been abandoned, or a newer one has taken its place',
    }
    throw new ApiError('conflict', `this upload ${why[upload.state]}`)
  }
  /** What is missing for the commit, or too much. */
  const amiss = (upload: UploadRow, counts: { parts: number; rows: number }) => {
    const parts = uploads.parts(upload)
    const rows = parts.reduce((sum, part) => sum + part.rows, 0)
    const there = new Set(parts.map(({ part }) => part))
    const errors: { path: string; message: string }[] = []
    for (let part = 1; part <= counts.parts && errors.length < 20; part++)
      if (!there.has(part)) errors.push({ path: 'parts', message: `part ${part} has not arrived` })
    const beyond = parts.find(({ part }) => part > counts.parts)
    if (beyond) errors.push({ path: 'parts', message: `there is a part ${beyond.part}` })
    if (rows !== counts.rows) errors.push({ path: 'rows', message: `${rows} rows have arrived, not ${counts.rows}` })
    if (upload.expected_rows !== null && upload.expected_rows !== counts.rows)
      errors.push({ path: 'rows', message: `${upload.expected_rows} rows were announced, not ${counts.rows}` })
    return errors
  }

  return {
    createUpload: ({ caller: { company }, body }) => {
      if (!company.agendas.includes(body.agenda)) throw new ApiError('conflict', `the account has no ${body.agenda}`)
      return { status: 201, body: { uploadId: uploads.create(company.companyId, body), partSize: MAXIMUM_ROWS_IN_PART } }
    },
    putUploadPart: ({ caller: { company }, params, body }) => {
      const upload = known(company, params.uploadId)
      refuseUnless(upload, 'open')
      const read = readPart(upload.agenda, body)
      if (read === 'too-many') throw new ApiError('too-large', `a part may have ${MAXIMUM_ROWS_IN_PART} rows`)
      if ('brokenLine' in read)
        throw new ApiError('validation', 'the part is not NDJSON; nothing of it is kept', {
          errors: [{ path: `line ${read.brokenLine}`, message: 'not JSON' }],
        })
      const part = Number(params.part)
      uploads.keep(upload, part, read)
      return { status: 200, body: { part, rows: read.rows } }
    },
    uploadStatus: ({ caller: { company }, params }) => {
      const upload = known(company, params.uploadId)
      const { upload_id: uploadId, agenda, kind, state } = upload
      return { status: 200, body: { uploadId, agenda, kind, state, parts: uploads.parts(upload) } }
    },
    commitUpload: ({ caller: { company }, params, body }) => {
      const upload = known(company, params.uploadId)
      if (upload.answer !== null) {
        if (upload.parts === body.parts && upload.rows === body.rows) return { status: 200, json: upload.answer }
        throw new ApiError('conflict', `this upload was committed with ${upload.parts} parts and ${upload.rows} rows`)
      }
      refuseUnless(upload, 'open')
      const errors = amiss(upload, body)
      if (errors.length > 0) throw new ApiError('conflict', 'not all of the upload is here', { errors })
      return { status: 200, body: uploads.commit(upload, body) }
    },
    abandonUpload: ({ caller: { company }, params }) => {
      const upload = known(company, params.uploadId)
      if (upload.state === 'committed') refuseUnless(upload, 'open')
      if (upload.state === 'open') uploads.abandon(upload)
      return { status: 204 }
    },
  } satisfies Handlers
}
