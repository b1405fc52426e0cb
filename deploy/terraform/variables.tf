variable "name" {
  description = "Name of the role and of its policy"
  type        = string
  default     = "redis-resize"
}

variable "resizable" {
  description = "Which instances may be resized: acs:kvstore:<region>:<account id>:instance/<id>, * matches anything"
  type        = list(string)
  default     = ["acs:kvstore:*:*:instance/*"]
}

variable "rrsa" {
  description = "The cluster and service account whose pods take the role; null: ECS instances take it"
  type = object({
    provider_arn    = string
    issuer          = string
    namespace       = string
    service_account = string
  })
  default = null
}
