/** Thrown inside this room where a text cannot be edited faithfully; the door answers it as a value. The message is a sentence's end. */
export class Refusal extends Error {
  override name = 'Refusal';
}
