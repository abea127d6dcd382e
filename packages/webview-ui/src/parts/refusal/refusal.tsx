import "./refusal.css";

/** Why a request was refused, beside the control that sent it. */
export const Refusal = ({ reason }: { readonly reason: string | undefined }) =>
  reason === undefined ? null : (
    <span class="refusal" role="alert">
      {reason}
    </span>
  );
