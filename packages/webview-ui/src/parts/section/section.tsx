import type { ComponentChildren } from "preact";
import "./section.css";

type SectionProps = {
  readonly title: string;
  readonly note?: string;
  /** Whether a change of the note is read out. It stays in the line of the heading, so that nothing moves. */
  readonly isLive?: true;
  readonly icon?: ComponentChildren;
  /** At the end of the line of the heading. */
  readonly controls?: ComponentChildren;
  readonly children: ComponentChildren;
};

/** A heading with a note beside it, and what is below. */
export const Section = ({ children, ...head }: SectionProps) => (
  <section class="section">
    <SectionHead {...head} />
    {children}
  </section>
);

export const SectionHead = ({ title, note, isLive, icon, controls }: Omit<SectionProps, "children">) => (
  <div class="section-head">
    <div class="words">
      <h2>
        {icon}
        {title}
      </h2>
      {/* A screen reader only tells a change of an element that was there before. */}
      {(note || isLive) && (
        <small title={note} {...(isLive && { role: "status" })}>
          {note}
        </small>
      )}
    </div>
    {controls}
  </div>
);
