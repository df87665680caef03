import { constants, gzipSync } from 'node:zlib'
import { uploadCommitSchema, uploadCreatedSchema, uploadPartSchema, uploadStatusSchema } from '../../shared/central-api/uploads'
import { Failure } from '../../shared/failure'
import type { CentralUploads } from '../engine/outward/ports'
import { createTransport, type TransportOptions } from './transport'

/** Taking over a hundred thousand rows at once takes its time; a commit may be asked for again. */
const COMMIT_TIMEOUT_MS = 5 * 60_000
/**
 * Most of what gzip can save of rows that are so alike. A part takes a few milliseconds: not worth another thread, whose memory would stay.
 */
const pack = (text: string): Buffer<ArrayBuffer> => gzipSync(text, { level: constants.Z_BEST_SPEED })

const isNotFound = (error: unknown): boolean => error instanceof Failure && error.problem.code === 'central-not-found'

/** The uploads of the central side over HTTP. Throws `settings-invalid` on an address that no key may be sent to. */
export function createUploads(options: TransportOptions): CentralUploads {
  const transport = createTransport(options)
  const pathOf = (uploadId: string, rest = ''): string => `uploads/${encodeURIComponent(uploadId)}${rest}`
  return {
    createUpload: (request, key, signal) =>
      transport.send(
        { method: 'POST', path: 'uploads', body: request, answer: uploadCreatedSchema, idempotencyKey: key },
        signal,
      ),
    putUploadPart(uploadId, part, ndjson, signal) {
      const packed = { gzip: pack(ndjson), contentType: 'application/x-ndjson' }
      return transport.send({ method: 'PUT', path: pathOf(uploadId, `/parts/${part}`), packed, answer: uploadPartSchema }, signal)
    },
    async uploadStatus(uploadId, signal) {
      try {
        return await transport.send({ method: 'GET', path: pathOf(uploadId), answer: uploadStatusSchema }, signal)
      } catch (error) {
        if (isNotFound(error)) return undefined
        throw error
      }
    },
    commitUpload: (uploadId, counts, signal) =>
      transport.send(
        {
          method: 'POST',
          path: pathOf(uploadId, '/commit'),
          body: counts,
          answer: uploadCommitSchema,
          timeoutMs: COMMIT_TIMEOUT_MS,
        },
        signal,
      ),
    async abandonUpload(uploadId, signal) {
      try {
        await transport.send({ method: 'DELETE', path: pathOf(uploadId), answer: null }, signal)
      } catch (error) {
        // Nothing to throw away: that is what was wanted.
        if (!isNotFound(error)) throw error
      }
    },
  }
}
