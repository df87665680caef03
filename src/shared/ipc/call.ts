import type { z } from 'zod'

export interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  kind: 'call'
  input: I
  output: O
}
export interface Push<V extends z.ZodType = z.ZodType> {
  kind: 'push'
  value: V
}
/** A question of the window, answered by main in an envelope. */
export const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> => ({
  kind: 'call',
  input,
  output,
})
/** Main's news: always the whole value; who subscribes gets the latest at once. */
export const push = <V extends z.ZodType>(value: V): Push<V> => ({ kind: 'push', value })
